/** What is done with the app's lock. */
export type LockDeed = 'turnOn' | 'change' | 'turnOff';
