import { Banner, formatShortDateTime, plural, TextLink } from '#kernel/ui/index.ts'
import { useReplayedDrafts } from '#listening/drafts/DraftReplay.tsx'

/** What this machine still holds and the server does not: said here, with what to do. */
export function KeptHere() {
  const { data } = useReplayedDrafts()
  if (!data || (data.waiting.length === 0 && data.kept === 0)) return null
  return (
    <>
      {data.kept > 0 && (
        <Banner title={`${plural(data.kept, 'saisie est gardée', 'saisies sont gardées')} sur ce poste.`}>
          Le serveur ne répond pas. Tout partira de lui-même dès qu’il répondra : laissez cette page ouverte.
        </Banner>
      )}
      {data.waiting.length > 0 && (
        <Banner tone="attention" title="Une saisie gardée sur ce poste attend votre choix.">
          <ul>
            {data.waiting.map(({ kind, recordId, at, why }) => (
              <li key={recordId}>
                <TextLink
                  href={
                    kind === 'contact'
                      ? `/bureau/contacts/${recordId}`
                      : `/bureau/situations/${recordId}?vue=identite`
                  }
                >
                  {kind === 'contact' ? 'Contact' : 'Situation, saisie'} du {formatShortDateTime(at)}
                </TextLink>{' '}
                {why === 'two versions'
                  ? ': quelqu’un a écrit dans les mêmes champs.'
                  : ': le serveur l’a refusée. Ouvrez-le pour la corriger.'}
              </li>
            ))}
          </ul>
        </Banner>
      )}
    </>
  )
}
