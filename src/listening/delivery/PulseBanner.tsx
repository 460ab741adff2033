import { useQuery } from '@tanstack/react-query'
import { call } from '#kernel/call.ts'
import { Banner, ButtonLink, plural } from '#kernel/ui/index.ts'
import { type Pulse, readPulseNow } from './contract.ts'

/** How the way of the alerts is doing; asked again every half minute, on every page. */
export const pulseQuery = {
  queryKey: ['pulse'],
  queryFn: ({ signal }: { signal: AbortSignal }) => call(readPulseNow, { signal }),
  refetchInterval: 30_000,
}

/** In red on every page when alerts may not be leaving, or when one waits for the duty officer; nothing otherwise. */
export function PulseBanner({ canAct }: { canAct: boolean }) {
  const { data: pulse } = useQuery(pulseQuery)
  if (!pulse) return null
  const trouble = troubleOf(pulse)
  if (!trouble) return null
  return (
    <Banner
      tone="danger"
      isLive
      title={trouble.title}
      actions={canAct && <ButtonLink href="/bureau/relances">Voir les relances</ButtonLink>}
    >
      {trouble.body}
    </Banner>
  )
}

function troubleOf(pulse: Pulse): { title: string; body: string } | undefined {
  if (pulse.late) {
    return {
      title: 'Les transmissions ne partent peut-être plus.',
      body: `L’essai automatique n’est pas revenu depuis ${plural(pulse.canaryMinutes, 'minute', 'minutes')}. Pour une urgence, téléphonez au service destinataire, et prévenez l’administration.`,
    }
  }
  if (pulse.dutyOfficer > 0) {
    return {
      title: `${plural(pulse.dutyOfficer, 'transmission attend', 'transmissions attendent')} le cadre d’astreinte.`,
      body: `Personne n’en a accusé réception malgré la relance et l’appel. ${pulse.onDuty ? `D’astreinte : ${pulse.onDuty}.` : 'Personne n’est inscrit d’astreinte : prévenez un cadre.'}`,
    }
  }
  if (pulse.mailLate || pulse.stuckEvents > 0) {
    return {
      title: pulse.mailLate
        ? 'Le serveur de courriel ne répond plus.'
        : 'Des réponses de partenaires n’ont pas pu être enregistrées.',
      body: 'Rien n’est perdu : tout repartira de soi-même. Prévenez l’administration.',
    }
  }
  return undefined
}
