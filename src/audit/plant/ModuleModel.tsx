import { Button, Group, NumberInput, Paper, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { quantity } from '#kernel/ui/format.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { useOpenAudit } from '../audit/open-audit.web.ts'
import { fieldChange } from '../electroluminescence/module.ts'
import { type PlantConfiguration, powerKwp, totalModules } from './configuration.ts'
import { words } from './configuration-words.ts'
import { PLANT } from './plant-record.ts'

/** Which module it is. The power of the plant is multiplied here, never typed. */
export function ModuleModel({ configuration }: { configuration: PlantConfiguration }) {
  const { t, language } = useWords(words)
  const { room, act } = useOpenAudit()
  const knownModel = room.field(PLANT, PLANT, 'moduleModel')?.value
  const knownPower = room.field(PLANT, PLANT, 'powerWp')?.value
  const [model, setModel] = useState(typeof knownModel === 'string' ? knownModel : '')
  const [power, setPower] = useState<number | string>(typeof knownPower === 'number' ? knownPower : '')
  const save = (event: FormEvent) => {
    event.preventDefault()
    const wanted = [
      fieldChange(room, PLANT, PLANT, 'moduleModel', model.trim() || null),
      fieldChange(room, PLANT, PLANT, 'powerWp', power === '' ? null : Number(power)),
    ]
    void act(wanted.filter(change => (change.from ?? null) !== change.to))
  }
  return (
    <Paper withBorder p="md" component="form" onSubmit={save}>
      <Group align="flex-end">
        <TextInput
          label={t('module.model')}
          maxLength={200}
          value={model}
          onChange={event => setModel(event.currentTarget.value)}
          style={{ flex: '1 1 220px' }}
        />
        <NumberInput size="md" hideControls label={t('module.power')} min={1} max={2000} value={power} onChange={setPower} />
        <Button type="submit" variant="default">
          {t('module.save')}
        </Button>
        <Text className="beside-input">
          {t('total', { count: totalModules(configuration) })}
          {typeof knownPower === 'number' &&
            ` · ${t('module.total')} ${quantity(powerKwp(configuration, knownPower), language === 'fr' ? 'kWc' : 'kWp', language, { max: 2 })}`}
        </Text>
      </Group>
    </Paper>
  )
}
