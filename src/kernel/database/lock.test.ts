import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lockFolder } from './lock.server.ts'

test('a folder that another process holds is refused, and its number is written as a name', () => {
  const folder = mkdtempSync(join(tmpdir(), 'courant-lock-'))
  try {
    writeFileSync(join(folder, 'courant.lock'), JSON.stringify({ pid: 4_293_123, host: 'another-machine' }))
    expect(() => lockFolder(folder)).toThrow(
      expect.objectContaining({
        code: 'folder-in-use',
        fr: expect.stringContaining('(processus 4293123 sur another-machine)'),
        en: expect.stringContaining('(process 4293123 on another-machine)'),
      }),
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
})
