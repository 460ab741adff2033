import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  Button,
  DisclosurePanel,
  Disclosure as RacDisclosure,
  Tabs as RacTabs,
  Tab,
  TabList,
  TabPanel,
} from 'react-aria-components'

export interface DisclosureProps {
  title: string
  /** A word on what is inside, beside the title. */
  meta?: ReactNode
  defaultExpanded?: boolean
  children: ReactNode
}

/** More, for whoever wants it. */
export function Disclosure({ title, meta, defaultExpanded, children }: DisclosureProps) {
  return (
    <RacDisclosure className="disclosure" defaultExpanded={defaultExpanded}>
      <Button slot="trigger" className="disclosure-trigger">
        <ChevronRight size={16} strokeWidth={2.25} aria-hidden />
        {title}
        {meta && <span>{meta}</span>}
      </Button>
      <DisclosurePanel className="disclosure-panel">
        <div>{children}</div>
      </DisclosurePanel>
    </RacDisclosure>
  )
}

export interface TabItem {
  id: string
  label: string
  count?: number
  content: ReactNode
}

export interface TabsProps {
  label: string
  items: readonly TabItem[]
  value?: string
  onChange?: (id: string) => void
}

/** Several views of one thing. */
export function Tabs({ label, items, value, onChange }: TabsProps) {
  return (
    <RacTabs selectedKey={value} onSelectionChange={onChange && ((key) => onChange(String(key)))}>
      <TabList className="tab-list" aria-label={label}>
        {items.map((item) => (
          <Tab key={item.id} id={item.id} className="tab">
            {item.label}
            {item.count !== undefined && <span>{item.count}</span>}
          </Tab>
        ))}
      </TabList>
      {items.map((item) => (
        <TabPanel key={item.id} id={item.id} className="tab-panel">
          {item.content}
        </TabPanel>
      ))}
    </RacTabs>
  )
}
