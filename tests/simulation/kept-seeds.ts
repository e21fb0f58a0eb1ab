/** Seeds of nights that once failed. They stay for ever. */
export const KEPT_SEEDS: { seed: number; found: string }[] = [
  { seed: 3, found: 'what left the queue in memory stayed in it on disk' },
  { seed: 42, found: 'a tab said all sent before it had read what waits on disk' },
  { seed: 345, found: 'a stale answer hid that the tail was still missing, and the queue stood still for fifteen seconds' },
  { seed: 167, found: 'a disk that had been full was not tried again, and the second tab waited' },
  { seed: 1958, found: 'the same, with a queue that stood still' },
  { seed: 122, found: 'what a server had taken before it came back from a backup left the queue, and was nowhere' },
  { seed: 984, found: 'a full disk kept that the room began again without the room, and the second tab stood before an empty one' },
  { seed: 10622, found: 'a disk that had room again was not tried until the server spoke, and the second tab waited' },
  { seed: 10779, found: 'a full disk wrote a refusal after the act had been taken after all' },
  { seed: 13902, found: 'a tab read the former history back from a full disk after the room had begun again' },
  { seed: 20984, found: 'while a snapshot was being written, the queue had gone and the room had not come' },
  { seed: 37154, found: 'an act given up counted as lost when the tab died before it could say so' },
  { seed: 36661, found: 'the same, with another disk' },
  { seed: 39242, found: 'what a full disk had not yet let go of was dropped on a line to a server back from a backup' },
  { seed: 103221, found: 'what was said on a line hung up reached the server that came back from a backup' },
]
