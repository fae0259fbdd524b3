import '@fontsource-variable/inter/wght.css';
import './ui/tokens.css';
import './ui/fonts.css';
import './ui/base.css';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './app/App.vue';
import { createAppI18n } from './app/i18n';
import { keepInputMethodKeys } from './base/input-method-keys';
import { findFonts } from './app/warm-up';

keepInputMethodKeys(window);
createApp(App).use(createPinia()).use(createAppI18n()).mount('#app');
// By now the first question is on its way.
findFonts();
