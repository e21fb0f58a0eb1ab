import { Tabs } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { PageTitle } from '#kernel/ui/PageTitle.tsx'
import { useTabInSight } from '#kernel/ui/tab-in-sight.web.ts'
import { DeviceList } from './DeviceList.tsx'
import { InvitationList } from './InvitationList.tsx'
import { KeyList } from './KeyList.tsx'
import { PersonList } from './PersonList.tsx'
import { words } from './people-words.ts'
import { words as shared } from './words.ts'

const TABS = ['people', 'invitations', 'devices', 'keys'] as const
type Tab = (typeof TABS)[number]

export function Page() {
  const { t } = useWords(words)
  const { t: tell } = useWords(shared)
  const [tab, showTab] = useTab()
  const tabs = useTabInSight(tab)
  return (
    <>
      <PageTitle mb="md">{tell('page.people')}</PageTitle>
      <Tabs value={tab} onChange={next => showTab(TABS.find(known => known === next) ?? 'people')} keepMounted={false}>
        <Tabs.List ref={tabs} mb="md">
          <Tabs.Tab value="people">{t('people.tab')}</Tabs.Tab>
          <Tabs.Tab value="invitations">{t('people.invitations')}</Tabs.Tab>
          <Tabs.Tab value="devices">{t('people.devices')}</Tabs.Tab>
          <Tabs.Tab value="keys">{t('people.keys')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="people">
          <PersonList />
        </Tabs.Panel>
        <Tabs.Panel value="invitations">
          <InvitationList />
        </Tabs.Panel>
        <Tabs.Panel value="devices">
          <DeviceList />
        </Tabs.Panel>
        <Tabs.Panel value="keys">
          <KeyList />
        </Tabs.Panel>
      </Tabs>
    </>
  )
}

/** The tab that the address names, so that each can be gone back to and sent as a link. */
function useTab(): [Tab, (tab: Tab) => void] {
  const { tab } = useSearch({ strict: false }) as { tab?: string }
  const navigate = useNavigate()
  const show = (next: Tab) => void navigate({ to: '/people', search: (next === 'people' ? {} : { tab: next }) as never })
  return [TABS.find(known => known === tab) ?? 'people', show]
}
