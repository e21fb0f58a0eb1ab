import { ActionIcon } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { Sheet } from '#kernel/ui/Sheet.tsx'
import { useShortcuts } from '#kernel/ui/shortcut.web.ts'
import { useAuditAddress } from '../audit/audit-tab.web.ts'
import { loadHistory } from '../audit/history.web.ts'
import { useOpenAudit } from '../audit/open-audit.web.ts'
import { ModulePhotos } from '../photo/ModulePhotos.tsx'
import { configurationOf } from '../plant/configuration.ts'
import { ModuleSheet } from './ModuleSheet.tsx'
import { markModules } from './module.ts'
import { modulePast } from './module-past.ts'
import { words } from './office-words.ts'
import { STATUS, VERDICTS } from './status.ts'
import { useStatusName } from './status-name.web.ts'
import { nextModule } from './walk.ts'

/** The sheet of the module in the address, on the right of whatever tab is shown. */
export function ModuleDrawer() {
  const { module, openModule } = useAuditAddress()
  const { lookAt } = useOpenAudit()
  useEffect(() => lookAt(module), [module, lookAt])
  return (
    <Sheet
      opened={module !== null}
      onClose={() => openModule(null)}
      title={module ?? ''}
      tools={module !== null && <Neighbours module={module} />}
    >
      {module !== null && <Inside module={module} />}
    </Sheet>
  )
}

function Neighbours({ module }: { module: string }) {
  const { t } = useWords(words)
  const { room } = useOpenAudit()
  const { openModule } = useAuditAddress()
  const step = (by: 1 | -1) => {
    const next = nextModule(configurationOf(room), module, 'string', by)
    if (next !== undefined) openModule(next)
  }
  useShortcuts([
    { keys: 'ArrowLeft', label: t('sheet.previous'), run: () => step(-1) },
    { keys: 'ArrowRight', label: t('sheet.next'), run: () => step(1) },
  ])
  return (
    <>
      <ActionIcon aria-label={t('sheet.previous')} onClick={() => step(-1)}>
        <IconChevronLeft aria-hidden />
      </ActionIcon>
      <ActionIcon aria-label={t('sheet.next')} onClick={() => step(1)}>
        <IconChevronRight aria-hidden />
      </ActionIcon>
    </>
  )
}

function Inside({ module }: { module: string }) {
  const { token, room, version, nameOf, mayWrite, act, settle, entries } = useOpenAudit()
  const name = useStatusName()
  const { data, error } = useQuery({
    queryKey: ['history', token, 'module', module, version],
    queryFn: ({ signal }) => loadHistory(token, { kind: 'module', record: module, limit: 100 }, signal),
    placeholderData: before => before,
  })
  const marking = VERDICTS.map(status => ({
    keys: STATUS[status].digit ?? '',
    label: name(status),
    run: () => void act(markModules(room, [module], status)),
  }))
  useShortcuts(mayWrite ? marking : [])
  return (
    <ModuleSheet
      id={module}
      room={room}
      version={version}
      nameOf={nameOf}
      act={mayWrite ? act : null}
      settle={settle}
      photos={<ModulePhotos module={module} />}
      past={data || error ? modulePast(data?.items ?? entries, module) : null}
    />
  )
}
