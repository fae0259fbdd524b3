export { default as ServerSetupDialog } from './ServerSetupDialog.vue';
