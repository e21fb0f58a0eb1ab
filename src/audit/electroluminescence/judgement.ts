import type { Change, RoomReader } from '#kernel/record/change.ts'
import { addComment } from './comment.ts'
import { latestComments } from './el-rows.ts'
import { fieldChange } from './module.ts'

export interface Judgement {
  module: string
  status?: string | undefined
  comment?: string | null | undefined
}

/**
 * The changes of an act of an older tablet, which always sends status and comment together: an absent or empty comment is not "no
 * comment", and the comment it shows already is not said twice. A call repeated after a lost answer changes nothing more.
 */
export function judgements(room: RoomReader, given: Judgement[], freshId: () => string): Change[] {
  const said = latestComments(room)
  return given.flatMap(({ module, status, comment }) => {
    const text = comment?.trim() ?? ''
    const news = text !== '' && text !== said.get(module)?.text
    const verdict = status !== undefined && room.field('module', module, 'status')?.value !== status
    return [
      ...(verdict ? [fieldChange(room, 'module', module, 'status', status)] : []),
      ...(news ? addComment(freshId(), module, text) : []),
    ]
  })
}
