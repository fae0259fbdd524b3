import { describe, expect, it } from 'vitest';
import { isHeadlessNoise } from '../../../scripts/process/display.mjs';

describe('noise of a computer without a desktop', () => {
  it.each([
    '[4242:1123/083301.123456:ERROR:bus.cc(399)] Failed to connect to the bus: Could not parse server address',
    '[4242:1123/083301.123456:ERROR:dbus/object_proxy.cc:572] Failed to call method',
    '[4242:1123/083301.123456:ERROR:viz_main_impl.cc(186)] Exiting GPU process due to errors during initialization',
    '[4242:1123/083301.123456:WARNING:gpu_process_host.cc(1363)] The GPU process has crashed 1 time(s)',
    '(electron:2162): libnotify-WARNING **: 09:14:05.828: Failed to connect to proxy',
    '[2162:1123/091405.828857:ERROR:libnotify_notification.cc(49)] notify_notification_show: domain=1113 code=13',
    '',
  ])('is "%s"', (line) => {
    expect(isHeadlessNoise(line)).toBe(true);
  });

  it.each([
    'error shell: window.crashed',
    '[4242:1123/083301.123456:FATAL:bus.cc(399)] Failed',
    '[4242:1123/083301.123456:ERROR:network_service_instance_impl.cc(521)] Network service crashed',
    'TypeError: undefined is not a function at gpu_process_host.cc(1)',
    '(electron:2162): Gtk-WARNING **: 09:14:05.828: cannot open display',
  ])('is not "%s"', (line) => {
    expect(isHeadlessNoise(line)).toBe(false);
  });
});
