import { Check, MessageCircleReply } from 'lucide-react'
import { useState } from 'react'
import { call } from '#kernel/call.ts'
import { Badge, Button, formatDay, Menu, type MenuEntry, TextLink, When } from '#kernel/ui/index.ts'
import { OutcomeMenu } from '#listening/orientation/OutcomeMenu.tsx'
import { dueKind, dueSettlement, orientationKind, orientationOutcome } from '#vocabulary'
import { type DueItem, reopenDueItem, settleDueItem } from './contract.ts'
import { DueDialog, SettleDialog } from './DueDialogs.tsx'
import { useWorkActs } from './useWork.ts'
import { dueInWords, dueTitle } from './words.ts'
import './liaison.css'

interface DueListProps {
  label: string
  items: readonly DueItem[]
  /** Without the reference of the file, where it is the file that is open. */
  isInFile?: boolean
}

/** What is to be followed, one under the other: until when, what, and the one thing to press. */
export function DueList({ label, items, isInFile }: DueListProps) {
  return (
    <ul className="due-list" aria-label={label}>
      {items.map((item) => (
        <li key={item.id}>
          <DueLine item={item} isInFile={isInFile} />
        </li>
      ))}
    </ul>
  )
}

function DueLine({ item, isInFile }: { item: DueItem; isInFile?: boolean }) {
  const { text, tone } = dueInWords(item)
  const isSettled = item.state === 'settled'
  return (
    <article className="due" data-state={item.state} aria-label={dueTitle(item)}>
      <div className="due-when">
        {isSettled ? (
          <Badge tone={item.settledAs === 'withdrawn' ? 'neutral' : 'positive'}>{settledInWords(item)}</Badge>
        ) : (
          <Badge tone={tone}>{text}</Badge>
        )}
        {item.state === 'overdue' && <small>pour le {formatDay(item.dueOn)}</small>}
        {item.settledAt && (
          <small>
            <When at={item.settledAt} mode="relative" />
          </small>
        )}
      </div>
      <div className="due-words">
        <p>
          <strong>{dueTitle(item)}</strong>
        </p>
        {item.what && <p>{item.what}</p>}
        {item.answer && <p className="due-answer">{item.answer}</p>}
        <p className="due-facts">
          {!isInFile && (
            <TextLink href={`/bureau/situations/${item.situation.id}`}>{item.situation.reference}</TextLink>
          )}
          {factsOf(item).map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
        </p>
      </div>
      <Acts item={item} />
    </article>
  )
}

/** How it ended: for an orientation, what came of it. */
function settledInWords({ settledAs, outcome }: DueItem): string {
  if (outcome && settledAs === 'answered') return orientationOutcome.label(outcome)
  return settledAs ? dueSettlement.label(settledAs) : 'Réglé'
}

const factsOf = (item: DueItem): string[] =>
  [
    item.kind === 'informant_request' && dueKind.label(item.kind),
    item.kind !== 'informant_request' && item.person,
    item.orientationKind && orientationKind.label(item.orientationKind),
    item.reach,
    item.kind === 'informant_request' && `demandé le ${formatDay(item.askedOn)}`,
    item.assignee && `suivi par ${item.assignee}`,
  ].filter((fact): fact is string => Boolean(fact))

type Open = 'received' | 'answered' | 'refused' | 'edit'

function Acts({ item }: { item: DueItem }) {
  const [open, setOpen] = useState<Open | null>(null)
  const { attempt } = useWorkActs()
  const params = { id: item.id }
  if (item.state === 'settled')
    return item.abilities.reopen ? (
      <div className="due-acts">
        <Button
          size="small"
          variant="plain"
          onPress={() =>
            void attempt(() => call(reopenDueItem, { params, version: item.version }), {
              text: 'De nouveau à suivre.',
            })
          }
        >
          Remettre à suivre
        </Button>
      </div>
    ) : null
  if (!item.abilities.settle) return null
  const settle = (as: 'received' | 'withdrawn', done: string) => {
    let { version } = item
    void attempt(
      async () => {
        const saved = await call(settleDueItem, { params, version, input: { as, answer: null } })
        version = saved.version
      },
      {
        text: done,
        undo: () => call(reopenDueItem, { params, version }),
        undone: 'De nouveau à suivre.',
      },
    )
  }
  const more: MenuEntry[] = [
    ...(item.kind === 'reply_awaited'
      ? [{ id: 'received', label: 'Reçue, avec des précisions…', onAction: () => setOpen('received') }]
      : []),
    ...(item.kind === 'informant_request'
      ? [{ id: 'refused', label: 'Refuser, avec la raison…', onAction: () => setOpen('refused') }]
      : []),
    { id: 'edit', label: 'Modifier…', onAction: () => setOpen('edit') },
    {
      id: 'withdrawn',
      label: 'Sans objet',
      description: 'Il n’y a plus rien à attendre',
      onAction: () => settle('withdrawn', 'Laissé sans objet.'),
    },
  ]
  return (
    <div className="due-acts">
      {item.kind === 'reply_awaited' && (
        <Button size="small" icon={Check} onPress={() => settle('received', 'Réponse reçue.')}>
          Reçue
        </Button>
      )}
      {item.kind === 'informant_request' && (
        <Button size="small" icon={MessageCircleReply} onPress={() => setOpen('answered')}>
          Répondre
        </Button>
      )}
      {item.kind === 'orientation_outcome' && <OutcomeMenu item={item} />}
      <Menu label="Plus" size="small" variant="plain" items={more} />
      {open === 'edit' && <DueDialog item={item} onClose={() => setOpen(null)} />}
      {open && open !== 'edit' && <SettleDialog item={item} as={open} onClose={() => setOpen(null)} />}
    </div>
  )
}
