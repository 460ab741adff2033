import {
  BellRing,
  Check,
  CircleSlash,
  Eye,
  Link2,
  Mail,
  Pencil,
  Phone,
  RotateCcw,
  UserMinus,
  UserPlus,
} from 'lucide-react'
import { Panel, Timeline } from '#kernel/ui/index.ts'
import { campaignEvent } from '#vocabulary'
import type { Target } from './contract.ts'

const icons = {
  person_added: UserPlus,
  person_removed: UserMinus,
  link_given: Link2,
  colleague_invited: UserPlus,
  invited: Mail,
  reminded: BellRing,
  opened: Eye,
  started: Pencil,
  telephone: Phone,
  submitted: Check,
  declined: CircleSlash,
  reopened: RotateCcw,
} as const

/** What happened to an answer, the latest first. */
export function TargetStory({ target }: { target: Target }) {
  return (
    <Panel title="Chronologie">
      <Timeline
        label="Chronologie de la réponse"
        items={target.events.map(({ id, kind, at, by, note }) => ({
          id,
          at,
          icon: icons[kind],
          title: campaignEvent.label(kind),
          meta: by,
          body: note,
        }))}
      />
    </Panel>
  )
}
