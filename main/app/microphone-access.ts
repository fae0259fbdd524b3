import { systemPreferences } from 'electron';

/** Whether the system lets the app hear the microphone; asks the user where the system does that by itself. */
export async function mayUseMicrophone(platform: NodeJS.Platform): Promise<boolean> {
  if (platform === 'darwin') return systemPreferences.askForMediaAccess('microphone');
  if (platform === 'win32') return systemPreferences.getMediaAccessStatus('microphone') !== 'denied';
  return true;
}
