import { Tabs } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { type ComponentType, lazy, Suspense, useEffect } from 'react'
import { useCommands, useFinder } from '#kernel/ui/command.web.ts'
import { ErrorState } from '#kernel/ui/ErrorState.tsx'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { useMay } from '#kernel/ui/me.web.ts'
import { codeOf } from '#kernel/ui/page.web.ts'
import { useShortcuts } from '#kernel/ui/shortcut.web.ts'
import { useStatusInBar } from '#kernel/ui/status-bar.web.ts'
import { useTabInSight } from '#kernel/ui/tab-in-sight.web.ts'
import { Waiting } from '#kernel/ui/Waiting.tsx'
import { findModules } from '../electroluminescence/find.ts'
import { ModuleDrawer } from '../electroluminescence/ModuleDrawer.tsx'
import { configurationOf } from '../plant/configuration.ts'
import { AuditHeading } from './AuditHeading.tsx'
import { AuditNav } from './AuditNav.tsx'
import { TABS, type Tab, useAuditAddress } from './audit-tab.web.ts'
import { FollowTab } from './FollowTab.tsx'
import { LoweringSheet } from './LoweringSheet.tsx'
import { type OpenAudit, OpenAuditProvider } from './open-audit.web.ts'
import { words } from './page-words.ts'
import { useAuditRoom } from './use-audit-room.web.ts'

const MOST_FOUND = 6

const CODE: Record<Exclude<Tab, 'follow'>, () => Promise<{ default: ComponentType }>> = {
  plan: async () => ({ default: (await import('../electroluminescence/PlanTab.tsx')).PlanTab }),
  modules: async () => ({ default: (await import('../electroluminescence/ModulesTab.tsx')).ModulesTab }),
  photos: async () => ({ default: (await import('../photo/PhotosTab.tsx')).PhotosTab }),
  configuration: async () => ({ default: (await import('../plant/ConfigurationTab.tsx')).ConfigurationTab }),
  report: async () => ({ default: (await import('../report/ReportTab.tsx')).ReportTab }),
  history: async () => ({ default: (await import('./HistoryTab.tsx')).HistoryTab }),
  access: async () => ({ default: (await import('./AccessTab.tsx')).AccessTab }),
}

const PANELS = new Map(Object.entries(CODE).map(([tab, load]) => [tab, lazy(() => codeOf(load))]))

/** One audit, live: every tab reads the same open room. */
export function Page() {
  const { audit: token } = useParams({ strict: false }) as { audit: string }
  const opened = useAuditRoom(token)
  if (opened.refusal)
    return (
      <>
        <AuditNav />
        <ErrorState error={opened.refusal} />
      </>
    )
  return (
    <>
      <AuditHeading token={token} />
      {opened.audit ? (
        <OpenAuditProvider value={opened.audit}>
          <Opened audit={opened.audit} />
        </OpenAuditProvider>
      ) : (
        <Waiting rows={10} />
      )}
    </>
  )
}

function Opened({ audit }: { audit: OpenAudit }) {
  const { t } = useWords(words)
  const { tab, showTab } = useAuditAddress()
  useStatusInBar({
    lamp: audit.lamp,
    waiting: audit.waiting,
    people: audit.people.map(({ name, at, place }) => ({ name, place: at ?? place })),
  })
  const shown = useTabsFor(audit.token)
  useAuditKeys(audit, shown, showTab)
  useTabsAtHand()
  const tabs = useTabInSight(tab)
  return (
    <>
      <Tabs value={tab} onChange={next => showTab((next ?? 'follow') as Tab)} keepMounted={false}>
        <Tabs.List ref={tabs} aria-label={t('tabs')} mb="md">
          {shown.map(name => (
            <Tabs.Tab key={name} value={name}>
              {t(`tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {shown.map(name => (
          <Tabs.Panel key={name} value={name}>
            <Panel tab={name} />
          </Tabs.Panel>
        ))}
      </Tabs>
      <ModuleDrawer />
      <LoweringSheet />
    </>
  )
}

/** The audit that is open goes on without the server: so do its tabs. One whose code cannot be had now asks for it again when it is chosen. */
function useTabsAtHand(): void {
  useEffect(() => void Promise.allSettled(Object.values(CODE).map(load => load())), [])
}

function Panel({ tab }: { tab: Tab }) {
  if (tab === 'follow') return <FollowTab />
  const Part = PANELS.get(tab)
  return <Suspense fallback={<Waiting />}>{Part && <Part />}</Suspense>
}

/** Who comes in is for those who may say so. */
function useTabsFor(token: string): readonly Tab[] {
  const mayManage = useMay('manage', token)
  return mayManage ? TABS : TABS.filter(tab => tab !== 'access')
}

function useAuditKeys(audit: OpenAudit, tabs: readonly Tab[], showTab: (tab: Tab) => void): void {
  const { t } = useWords(words)
  useShortcuts([
    { keys: 'Ctrl+Z', label: t('undo.command'), run: () => void audit.undoLast() },
    { keys: 'Ctrl+Y', label: t('redo.command'), run: () => void audit.redoLast() },
  ])
  const { openModule } = useAuditAddress()
  useFinder({
    find: text =>
      findModules(text, configurationOf(audit.room), audit.room, MOST_FOUND).map(id => ({
        id: `module ${id}`,
        label: id,
        description: t('go.module'),
        run: () => openModule(id),
      })),
  })
  useCommands(tabs.map(tab => ({ id: `tab ${tab}`, label: t('go', { tab: t(`tab.${tab}`) }), run: () => showTab(tab) })))
}
