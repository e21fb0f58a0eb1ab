import type { RoomDefinition } from '#kernel/record/definition.ts'
import { commentRecord } from '../electroluminescence/comment.ts'
import { moduleRecord } from '../electroluminescence/module.ts'
import { photoRecord } from '../photo/photo.ts'
import { plantRecord, stringRecord } from '../plant/plant-record.ts'
import { commentRule, configurationRule, lockForgetsReason, moduleRule, statusRule } from './rules.ts'

/** Everything that people decide together in one audit. The room's id is the audit's token. */
export const auditRoom: RoomDefinition = {
  sort: 'audit',
  records: [plantRecord, stringRecord, moduleRecord, commentRecord, photoRecord],
  rules: [configurationRule, moduleRule, statusRule, commentRule],
  behaviours: [lockForgetsReason],
}
