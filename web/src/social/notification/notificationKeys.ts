export const notificationsKey = ["notifications"] as const;
export const notificationSettingsKey = ["notification settings"] as const;
/** The ids of the notifications that came since the list was loaded. */
export const newNotificationsKey = ["new notifications"] as const;
