import { Badge, Button, Group, Paper, Text, TextInput, Title } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { useOpenAudit } from '../audit/open-audit.web.ts'
import { fieldChange } from '../electroluminescence/module.ts'
import { words } from './configuration-words.ts'
import { PLANT, PLANT_STATES, type PlantState } from './plant-record.ts'

/** Draft, validated, locked; unlocking says why. Only who may move it is offered to. */
export function ConfigurationState({ mayMove }: { mayMove: boolean }) {
  const { t } = useWords(words)
  const { room } = useOpenAudit()
  const value = room.field(PLANT, PLANT, 'state')?.value
  const state = PLANT_STATES.find(known => known === value) ?? 'draft'
  return (
    <Paper withBorder p="md">
      <Group justify="space-between">
        <div>
          <Group gap="xs">
            <Title order={2}>{t('state')}</Title>
            <Badge size="lg" variant="outline">
              {t(`state.${state}`)}
            </Badge>
          </Group>
          <Text c="dimmed">{t(`state.${state}.text`)}</Text>
        </div>
        {mayMove && <Moves state={state} />}
      </Group>
    </Paper>
  )
}

function Moves({ state }: { state: PlantState }) {
  const { t } = useWords(words)
  const { room, act } = useOpenAudit()
  const go = (to: PlantState) => void act([fieldChange(room, PLANT, PLANT, 'state', to)])
  return (
    <Group gap="xs">
      {state === 'draft' && <Button onClick={() => go('validated')}>{t('validate')}</Button>}
      {state === 'validated' && (
        <>
          <Button variant="default" onClick={() => go('draft')}>
            {t('reopen')}
          </Button>
          <Button onClick={() => go('locked')}>{t('lock')}</Button>
        </>
      )}
      {state === 'locked' && <Unlock />}
    </Group>
  )
}

function Unlock() {
  const { t } = useWords(words)
  const { room, act } = useOpenAudit()
  const [reason, setReason] = useState('')
  const unlock = (event: FormEvent) => {
    event.preventDefault()
    void act([fieldChange(room, PLANT, PLANT, 'unlockReason', reason.trim()), fieldChange(room, PLANT, PLANT, 'state', 'draft')])
  }
  return (
    <form onSubmit={unlock}>
      <Group align="flex-end">
        <TextInput
          label={t('unlock.reason')}
          required
          maxLength={500}
          value={reason}
          onChange={event => setReason(event.currentTarget.value)}
        />
        <Button type="submit" disabled={reason.trim() === ''}>
          {t('unlock')}
        </Button>
      </Group>
    </form>
  )
}
