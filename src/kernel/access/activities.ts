/** Everything that the kernel notes in the activity log. Each has its sentence, in both languages, where the log is shown. */
export const KERNEL_ACTIVITIES = [
  'member.role',
  'member.name',
  'member.remove',
  'member.password-link',
  'invitation.make',
  'invitation.revoke',
  'invitation.member',
  'invitation.room',
  'invitation.password',
  'grant.give',
  'grant.take',
  'key.make',
  'key.revoke',
  'device.revoke',
  'device.wiped',
  'organisation.name',
] as const

/** A domain adds its own by declaring them here: what is in no list cannot be noted. */
export interface ActivityKinds {
  kernel: (typeof KERNEL_ACTIVITIES)[number]
}

export type Activity = ActivityKinds[keyof ActivityKinds]
