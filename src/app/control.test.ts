import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { askServer, controlPath, listenForCommands } from './control.server.ts'

test('a terminal that is killed before it has read its answer does not end the server', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'courant-control-'))
  const asked = Promise.withResolvers<void>()
  const close = await listenForCommands(folder, async ({ words }, print) => {
    print('x'.repeat(1 << 20))
    asked.resolve()
    return words.length
  })
  const killed = connect(controlPath(folder)).pause()
  killed.write(`${JSON.stringify({ words: ['export'] })}\n`)
  await asked.promise
  killed.destroy()
  const heard: string[] = []
  const status = await askServer(
    folder,
    { words: ['export', 'again'], cwd: folder, language: 'fr', passphrase: undefined },
    text => heard.push(text),
    () => undefined,
  )
  expect([status, heard.map(({ length }) => length)]).toEqual([2, [1 << 20]])
  await close()
  rmSync(folder, { recursive: true, force: true })
})
