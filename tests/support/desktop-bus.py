#!/usr/bin/python3
"""Stands in for a desktop on a session bus: a notification server and a tray that tests can read and click.

Answers one JSON object per line on standard output for each request on standard input:
    {"number": 1, "do": "notifications"}             every notification so far, with its state
    {"number": 2, "do": "clickNotification", "id": 3}
    {"number": 3, "do": "tray"}                      title and menu of every tray icon
    {"number": 4, "do": "clickTray", "label": "Quit"}
The first line, {"ready": true}, says that the names are taken.
"""

import json
import os
import sys

import dbus
import dbus.service
from dbus.mainloop.glib import DBusGMainLoop
from gi.repository import GLib

NOTIFICATIONS = "org.freedesktop.Notifications"
WATCHER = "org.kde.StatusNotifierWatcher"
ITEM = "org.kde.StatusNotifierItem"
MENU = "com.canonical.dbusmenu"
REFUSED = "org.freedesktop.DBus.Error.Failed"
# Menus that a click is tried in when each is replaced before it arrives.
MOST_MENUS = 5
PROPERTIES = "org.freedesktop.DBus.Properties"


class Notifications(dbus.service.Object):
    """The notification server of the desktop."""

    def __init__(self, bus):
        super().__init__(bus, "/org/freedesktop/Notifications")
        self.shown = {}

    @dbus.service.method(NOTIFICATIONS, in_signature="susssasa{sv}i", out_signature="u")
    def Notify(self, app, replaces, icon, summary, body, actions, hints, timeout):
        number = int(replaces) or len(self.shown) + 1
        self.shown[number] = {"id": number, "title": str(summary), "body": str(body), "isOpen": True}
        return dbus.UInt32(number)

    @dbus.service.method(NOTIFICATIONS, in_signature="u")
    def CloseNotification(self, number):
        self.end(int(number), 3)

    @dbus.service.method(NOTIFICATIONS, out_signature="as")
    def GetCapabilities(self):
        return ["body", "body-markup", "actions"]

    @dbus.service.method(NOTIFICATIONS, out_signature="ssss")
    def GetServerInformation(self):
        return ("test desktop", "test", "1", "1.2")

    @dbus.service.signal(NOTIFICATIONS, signature="us")
    def ActionInvoked(self, number, action):
        pass

    @dbus.service.signal(NOTIFICATIONS, signature="uu")
    def NotificationClosed(self, number, reason):
        pass

    def click(self, number):
        self.ActionInvoked(dbus.UInt32(number), "default")
        self.end(number, 2)

    def end(self, number, reason):
        if number in self.shown:
            self.shown[number]["isOpen"] = False
        self.NotificationClosed(dbus.UInt32(number), dbus.UInt32(reason))


class Tray(dbus.service.Object):
    """The panel that watches for status items."""

    def __init__(self, bus):
        super().__init__(bus, "/StatusNotifierWatcher")
        self.bus = bus
        self.items = []

    @dbus.service.method(WATCHER, in_signature="s", sender_keyword="sender")
    def RegisterStatusNotifierItem(self, service, sender=None):
        name, path = (sender, service) if service.startswith("/") else (service, "/StatusNotifierItem")
        self.items.append((name, path))
        self.StatusNotifierItemRegistered(name + path)

    @dbus.service.method(WATCHER, in_signature="s")
    def RegisterStatusNotifierHost(self, service):
        pass

    @dbus.service.method(PROPERTIES, in_signature="ss", out_signature="v")
    def Get(self, interface, name):
        return self.GetAll(interface)[name]

    @dbus.service.method(PROPERTIES, in_signature="s", out_signature="a{sv}")
    def GetAll(self, interface):
        return {
            "IsStatusNotifierHostRegistered": True,
            "ProtocolVersion": dbus.Int32(0),
            "RegisteredStatusNotifierItems": dbus.Array([n + p for n, p in self.items], signature="s"),
        }

    @dbus.service.signal(WATCHER, signature="s")
    def StatusNotifierItemRegistered(self, service):
        pass

    def living_items(self):
        return [item for item in self.items if self.bus.name_has_owner(item[0])]

    def describe(self, answer):
        """Answers title and menu of the newest icon; null when there is none. Never blocks: the app may be calling us."""
        items = self.living_items()
        if not items:
            answer(None)
            return
        name, path = items[-1]

        def with_properties(properties):
            tooltip = properties.get("ToolTip")
            title = str(tooltip[2]) if tooltip else str(properties.get("Title", ""))
            self.layout(name, properties.get("Menu", "/MenuBar"), lambda menu: answer(
                {"title": title, "labels": [label for _, label in menu if label]}), answer)

        self.bus.get_object(name, path).GetAll(
            ITEM, dbus_interface=PROPERTIES, reply_handler=with_properties, error_handler=failed(answer))

    def layout(self, name, path, answer, answer_failure):
        def with_layout(_revision, root):
            answer([(int(child[0]), str(child[1].get("label", "")).replace("_", "")) for child in root[2]])

        self.bus.get_object(name, path).GetLayout(
            dbus.Int32(0), dbus.Int32(-1), dbus.Array([], signature="s"), dbus_interface=MENU,
            reply_handler=with_layout, error_handler=failed(answer_failure))

    def click(self, label, answer, menus_left=MOST_MENUS):
        """Chooses an entry. Electron replaces the menu with each change of the tooltip, and the numbers of its entries with it;
        a click on a number of an earlier menu is refused, and a panel asks for the menu anew."""
        name, path = self.living_items()[-1]

        def refused(error):
            if not self.bus.name_has_owner(name):
                # The app has ended with the click.
                answer("clicked")
            elif error.get_dbus_name() == REFUSED and menus_left > 0:
                self.click(label, answer, menus_left - 1)
            else:
                failed(answer)(error)

        def with_properties(properties):
            menu_path = properties.get("Menu", "/MenuBar")

            def with_menu(menu):
                entry = next((number for number, text in menu if text == label), None)
                if entry is None:
                    answer({"error": "no such entry"})
                    return
                self.bus.get_object(name, menu_path).Event(
                    dbus.Int32(entry), "clicked", dbus.String(""), dbus.UInt32(0), dbus_interface=MENU,
                    reply_handler=lambda: answer("clicked"), error_handler=refused)

            self.layout(name, menu_path, with_menu, answer)

        self.bus.get_object(name, path).GetAll(
            ITEM, dbus_interface=PROPERTIES, reply_handler=with_properties, error_handler=failed(answer))


def failed(answer):
    return lambda error: answer({"error": str(error.get_dbus_name())})


def write(value):
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def main():
    DBusGMainLoop(set_as_default=True)
    loop = GLib.MainLoop()
    bus = dbus.SessionBus()
    names = [dbus.service.BusName(NOTIFICATIONS, bus)]
    notifications = Notifications(bus)
    tray = None
    if "--without-tray" not in sys.argv:
        names += [dbus.service.BusName(WATCHER, bus)]
        tray = Tray(bus)

    def handle(request):
        def answer(value):
            write({"number": request["number"], "value": value})

        action = request["do"]
        if action == "notifications":
            answer(list(notifications.shown.values()))
        elif action == "clickNotification":
            notifications.click(request["id"])
            answer("clicked")
        elif action == "tray":
            tray.describe(answer)
        elif action == "clickTray":
            tray.click(request["label"], answer)

    pending = b""

    def readable(descriptor, _condition):
        nonlocal pending
        data = os.read(descriptor, 65536)
        if not data:
            loop.quit()
            return False
        *lines, pending = (pending + data).split(b"\n")
        for line in lines:
            handle(json.loads(line))
        return True

    GLib.io_add_watch(sys.stdin.fileno(), GLib.IO_IN | GLib.IO_HUP, readable)
    write({"ready": True})
    loop.run()


main()
