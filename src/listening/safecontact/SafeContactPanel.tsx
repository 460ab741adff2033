import { CircleCheck, Pencil, PhoneOutgoing, Plus, ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { call, sentenceOf } from '#kernel/call.ts'
import { useShortcut } from '#kernel/page/index.ts'
import { Badge, Button, ErrorState, Loading, Menu, type MenuEntry, toast, When } from '#kernel/ui/index.ts'
import { useCan } from '#office/account/useMe.ts'
import { reachPurpose, safeChannel, safeRelation, safeVoicemail } from '#vocabulary'
import { askAgreement, giveAgreement, type SafeContact } from './contract.ts'
import { DialDialog } from './DialDialog.tsx'
import { SafeContactDialog } from './SafeContactDialog.tsx'
import { type MeansOwner, useSafeContacts } from './useSafeContacts.ts'
import { actOf, isCall, refusalInWords, windowsInWords } from './words.ts'
import './safecontact.css'

type Suggestion = NonNullable<Parameters<typeof SafeContactDialog>[0]['suggestion']>

interface SafeContactPanelProps {
  owner: MeansOwner
  /** What is already known of whoever speaks, for a first means. */
  suggestion?: Suggestion
  /** When this contact began: what was confirmed before is asked again. */
  since?: string
  canAdd?: boolean
  level?: 2 | 3
}

/** « Joindre sans danger »: by which way, when, and whether it may be now. No number is shown here. */
export function SafeContactPanel({
  owner,
  suggestion,
  since,
  canAdd = true,
  level = 2,
}: SafeContactPanelProps) {
  const { query, items, confirm, withdraw, refresh } = useSafeContacts(owner)
  const [edited, setEdited] = useState<SafeContact | null>(null)
  const [added, setAdded] = useState<Suggestion | null>(null)
  const [dialled, setDialled] = useState<SafeContact | null>(null)
  const can = useCan()
  const isAsked = (one: SafeContact) =>
    !one.withdrawnAt &&
    one.allowed &&
    (one.now.reason === 'stale' || one.now.reason === 'never_confirmed' || isBefore(one, since))
  const toAsk = items.find(isAsked)
  useShortcut('v', () => toAsk && confirm(toAsk), {
    label: 'Toujours vrai : confirmer le moyen de joindre',
    isDisabled: !toAsk || !can('safe_contact.confirm'),
  })
  if (!can('safe_contact.list')) return null
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <section className="reach" aria-labelledby="reach-title">
      <div className="reach-head">
        <Heading id="reach-title">
          <ShieldCheck size={20} strokeWidth={1.75} aria-hidden /> Joindre sans danger
        </Heading>
        {canAdd && can('safe_contact.create') && (
          <Button size="small" icon={Plus} onPress={() => setAdded(suggestion ?? {})}>
            Noter un moyen
          </Button>
        )}
      </div>
      {query.isPending && query.isFetching && <Loading label="Les moyens de joindre arrivent…" lines={2} />}
      {query.error && !query.data && (
        <ErrorState
          title="Les moyens de joindre n’ont pas pu être lus"
          kept={sentenceOf(query.error)}
          onRetry={() => void query.refetch()}
        />
      )}
      {query.data && items.length === 0 && (
        <p className="muted">
          Aucun moyen sûr n’est noté : on ne joint personne. Pendant un contact, demandez par où, quand et
          avec quelles précautions la personne peut être jointe.
        </p>
      )}
      {items.length > 0 && (
        <ul className="reach-list">
          {items.map((one) => (
            <li key={one.id} data-withdrawn={one.withdrawnAt !== null || undefined}>
              <MeansWords means={one} isAsked={isAsked(one)} />
              <div className="reach-acts">
                {isAsked(one) && (
                  <Button
                    size="small"
                    icon={CircleCheck}
                    shortcut={one === toAsk ? 'v' : undefined}
                    onPress={() => confirm(one)}
                  >
                    Toujours vrai
                  </Button>
                )}
                {!one.withdrawnAt && (
                  <Button size="small" icon={PhoneOutgoing} onPress={() => setDialled(one)}>
                    {one.waiting ? 'Noter l’appel' : actOf(one.channel)}
                  </Button>
                )}
                <Menu label="Plus" size="small" variant="plain" items={moreFor(one)} />
              </div>
            </li>
          ))}
        </ul>
      )}
      {added && <SafeContactDialog owner={owner} suggestion={added} onClose={() => setAdded(null)} />}
      {edited && <SafeContactDialog owner={owner} means={edited} onClose={() => setEdited(null)} />}
      {dialled && <DialDialog means={dialled} onClose={() => setDialled(null)} />}
    </section>
  )

  function moreFor(one: SafeContact): MenuEntry[] {
    const { agreement } = one
    const act = (work: () => Promise<unknown>, text: string) =>
      void work()
        .then(() => toast({ text }))
        .catch((error) => toast({ text: sentenceOf(error) }))
        .then(refresh)
    const entries: MenuEntry[] = [
      { id: 'edit', label: 'Modifier', icon: Pencil, onAction: () => setEdited(one) },
      {
        id: 'other',
        label: 'Un autre moyen pour cette personne',
        onAction: () => setAdded({ person: one.person, relation: one.relation, sameAs: one.id }),
      },
    ]
    if (one.channel === 'post' && !one.withdrawnAt) {
      if (agreement && !agreement.isMine && !agreement.agreedBy)
        entries.push({
          id: 'agree',
          label: 'Approuver l’envoi demandé',
          description: `${reachPurpose.label(agreement.purpose)}, demandé par ${agreement.askedBy}`,
          onAction: () => act(() => call(giveAgreement, { params: { id: agreement.id } }), 'Envoi approuvé.'),
        })
      if (!agreement)
        entries.push({
          id: 'ask',
          label: 'Demander l’accord d’un collègue',
          onAction: () =>
            act(
              () => call(askAgreement, { params: { id: one.id }, input: { purpose: 'documentation' } }),
              'Accord demandé : un collègue peut l’approuver ici.',
            ),
        })
    }
    entries.push('separator', {
      id: 'withdraw',
      label: one.withdrawnAt ? 'Remettre en service' : 'Ne plus utiliser ce moyen',
      onAction: () => withdraw(one, one.withdrawnAt === null),
    })
    return entries
  }
}

const isBefore = (one: SafeContact, since: string | undefined) =>
  since !== undefined && one.confirmedAt !== null && Date.parse(one.confirmedAt) < Date.parse(since)

function MeansWords({ means, isAsked }: { means: SafeContact; isAsked: boolean }) {
  const { now, agreement } = means
  const refusal = refusalInWords(now, means.timeZone)
  return (
    <div className="reach-words">
      <p>
        <strong>{means.person}</strong>
        <span className="muted">{safeRelation.label(means.relation)}</span>
        <span>{safeChannel.label(means.channel)}</span>
        {now.isAllowed ? (
          <Badge tone="positive">Possible maintenant</Badge>
        ) : (
          <Badge tone={now.reason === 'outside_window' ? 'neutral' : 'attention'}>
            {means.withdrawnAt ? 'Retiré' : isAsked ? 'À confirmer' : 'Pas maintenant'}
          </Badge>
        )}
      </p>
      {refusal && !means.withdrawnAt && <p>{refusal}</p>}
      {means.channel !== 'post' && <p>{windowsInWords(means)}</p>}
      <p className="muted small">
        {[
          means.answerers,
          isCall(means.channel) &&
            means.voicemail !== 'none' &&
            `Répondeur : ${safeVoicemail.label(means.voicemail)}`,
          means.seenBy && `Vu aussi : ${means.seenBy}`,
          means.hasWords && 'Mot convenu',
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {agreement && (
        <p className="small">
          {agreement.agreedBy
            ? `Envoi approuvé par ${agreement.agreedBy}.`
            : `${agreement.isMine ? 'Vous avez' : `${agreement.askedBy} a`} demandé l’accord d’un collègue pour un envoi.`}
        </p>
      )}
      <p className="muted small">
        {means.confirmedAt ? (
          <>
            Confirmé <When at={means.confirmedAt} mode="relative" />
            {means.confirmedBy && ` par ${means.confirmedBy}`}
          </>
        ) : (
          'Jamais confirmé'
        )}
      </p>
    </div>
  )
}
