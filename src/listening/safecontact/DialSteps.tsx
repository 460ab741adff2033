import { Phone } from 'lucide-react'
import {
  Banner,
  Button,
  Cluster,
  DefinitionList,
  formatDay,
  formatPhone,
  formatTime,
  optionsOf,
  RadioChips,
  Stack,
  TextArea,
  useNow,
} from '#kernel/ui/index.ts'
import type { Callback } from '#listening/callback/contract.ts'
import { type WindowDraft, WindowFields } from '#listening/callback/WindowFields.tsx'
import {
  type CallbackOutcome,
  callbackOutcome,
  noAnswerPlan,
  reachRefusal,
  safeChannel,
  safeVoicemail,
} from '#vocabulary'
import type { GivenAuthorisation, RefusedAuthorisation } from './contract.ts'
import { isCall } from './words.ts'

/** Why not, what to do, and by which other way it would be allowed now. */
export function RefusedReach({
  refused,
  zone,
  onOther,
}: {
  refused: RefusedAuthorisation
  zone: string
  onOther: (other: RefusedAuthorisation['others'][number]) => void
}) {
  const { reason, opensAt, others } = refused
  return (
    <Stack gap={4}>
      <Banner tone="danger" title={`${reachRefusal.label(reason)}.`} isLive>
        <p>{reachRefusal.entry(reason)?.hint}</p>
        {opensAt && (
          <p>
            Prochaine plage : {formatDay(opensAt, zone)} à {formatTime(opensAt, zone)}
            {zone !== 'Europe/Paris' && ', heure de la personne'}.
          </p>
        )}
      </Banner>
      {others.length > 0 && (
        <Cluster>
          {others.map((other) => (
            <Button key={other.id} onPress={() => onOther(other)}>
              {`${other.person}, ${safeChannel.label(other.channel).toLowerCase()}`}
            </Button>
          ))}
        </Cluster>
      )}
      <p className="muted">
        Si la personne rappelle d’elle-même, notez un contact entrant : il ne demande aucune autorisation.
      </p>
    </Stack>
  )
}

/** The number, large, with all that must be said and not said. After ten minutes it is gone. */
export function GivenNumber({ given }: { given: GivenAuthorisation }) {
  const now = useNow('second')
  const isOver = now > Date.parse(given.expiresAt)
  const value = isCall(given.channel) || given.channel === 'sms' ? formatPhone(given.value) : given.value
  if (isOver) {
    return (
      <Banner tone="attention" title="Les dix minutes sont passées : ne composez plus ce numéro." isLive>
        Notez ce qui a été fait. Pour un autre appel, demandez une nouvelle autorisation.
      </Banner>
    )
  }
  return (
    <section className="reach-given" aria-label="Numéro et consignes">
      <p className="reach-value">
        {isCall(given.channel) ? (
          <a href={`tel:${given.value.replaceAll(/[^\d+]/g, '')}`}>
            <Phone size={28} strokeWidth={1.75} aria-label="Composer" />
            {value}
          </a>
        ) : (
          value
        )}
      </p>
      <p className="muted small">
        Pour un seul appel, avant {formatTime(given.expiresAt)}.
        {given.hidesNumber && isCall(given.channel) && (
          <strong> Masquez votre numéro avant de composer.</strong>
        )}
      </p>
      {given.precautions && (
        <Banner tone="attention" title="À ne pas dire">
          {given.precautions}
        </Banner>
      )}
      <DefinitionList
        columns={2}
        emptyLabel="Rien n’a été convenu"
        items={[
          { term: 'Vous dites', value: given.ourWord && `« ${given.ourWord} »` },
          { term: 'La personne répond', value: given.theirWord && `« ${given.theirWord} »` },
          { term: 'À qui parler', value: given.answerers },
          { term: 'Qui d’autre voit l’appareil', value: given.seenBy },
          ...(isCall(given.channel)
            ? [
                {
                  term: 'Répondeur',
                  value: safeVoicemail.label(given.voicemail),
                  note: safeVoicemail.entry(given.voicemail)?.hint,
                },
              ]
            : []),
        ]}
      />
      {given.theirWord && (
        <p className="muted">Sans ce mot en réponse, dites que vous avez fait une erreur et raccrochez.</p>
      )}
    </section>
  )
}

interface OutcomeFieldsProps {
  outcome: CallbackOutcome | null
  onOutcome: (outcome: CallbackOutcome | null) => void
  callback: Callback | undefined
  note: string
  onNote: (note: string) => void
  next: WindowDraft
  onNext: (next: WindowDraft) => void
}

/** What came of the call. */
export function OutcomeFields(props: OutcomeFieldsProps) {
  const { outcome, onOutcome, callback, note, onNote, next, onNext } = props
  return (
    <Stack gap={4}>
      <RadioChips
        label="Qu’est-ce que cela a donné ?"
        options={optionsOf(callbackOutcome)}
        value={outcome}
        onChange={onOutcome}
        noneLabel={false}
      />
      {outcome === 'reached' && <p className="muted">Un contact s’ouvrira pour noter ce qui s’est dit.</p>}
      {outcome === 'no_answer' && callback?.noAnswerPlan && (
        <Banner
          title={`Convenu si personne ne répond : ${noAnswerPlan.label(callback.noAnswerPlan).toLowerCase()}.`}
        />
      )}
      {outcome === 'interrupted' && (
        <Banner title="Le rappel reste à faire.">
          Dites en une phrase ce qui a interrompu l’échange, pour que la personne suivante s’en garde.
        </Banner>
      )}
      {callback && outcome === 'postponed' && (
        <WindowFields legend="Nouvelle plage" value={next} onChange={onNext} zone={callback.timeZone} />
      )}
      {callback && <TextArea label="Précisions" rows={2} maxLength={2000} value={note} onChange={onNote} />}
    </Stack>
  )
}
