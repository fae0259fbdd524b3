export { default as SignInView } from './SignInView.vue';
export { useSignInStore } from './sign-in-store';
