import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { newId } from '#kernel/id.ts'
import { PageHeader } from '#kernel/page/index.ts'
import {
  Button,
  ComboBox,
  ConfirmDialog,
  Disclosure,
  ErrorState,
  Loading,
  Panel,
  plural,
  Stack,
  TextLink,
} from '#kernel/ui/index.ts'
import { departementOptions } from '#listening/situation/words.ts'
import { useCan } from '#office/account/useMe.ts'
import type { Departement } from '#vocabulary'
import { listProposals } from '../directory/contract.ts'
import { ProposalList } from '../directory/ProposalList.tsx'
import { useDirectoryActs } from '../directory/useDirectory.ts'
import { launchRound, previewRound } from './contract.ts'
import '../directory/directory.css'

/** What services and others propose to write in the directory, and the round that asks them. */
export function ProposalsPage() {
  const can = useCan()
  return (
    <>
      <PageHeader
        title="Propositions"
        lead="Ce que les services disent de leur fiche. Rien n’est écrit avant votre accord, champ par champ."
        back={{ href: '/bureau/annuaire', label: 'Annuaire' }}
      />
      <div className="service-columns">
        <section aria-label="Propositions à examiner">
          {can(listProposals.action) && <ProposalList />}
        </section>
        {can(previewRound.action) && <RoundPanel />}
      </div>
    </>
  )
}

/** Asks every service that is due, after showing whom it would write to. */
function RoundPanel() {
  const { attempt } = useDirectoryActs()
  const [departement, setDepartement] = useState<string | null>(null)
  const [isAsking, setAsking] = useState(false)
  const [key, setKey] = useState(newId)
  const asked = departement ? { departement: departement as Departement } : {}
  const query = useQuery({
    queryKey: ['directory', 'round', departement],
    queryFn: ({ signal }) => call(previewRound, { query: asked, signal }),
  })
  const { data } = query
  const count = data?.written.length ?? 0
  return (
    <Panel title="Tournée de relecture" lead="Écrire aux services dont la fiche est à confirmer.">
      <Stack>
        <ComboBox
          label="Département"
          options={departementOptions}
          value={departement}
          onChange={setDepartement}
          placeholder="Toute la France"
        />
        {query.isPending && <Loading label="Lecture des fiches à confirmer…" lines={2} />}
        {query.isError && !data && (
          <ErrorState
            title={sentenceOf(query.error)}
            errorId={query.error instanceof RefusalError ? query.error.id : undefined}
            onRetry={() => void query.refetch()}
          />
        )}
        {data && (
          <>
            <p>
              {count === 0
                ? 'Personne à qui écrire'
                : plural(count, 'personne à qui écrire', 'personnes à qui écrire')}
              {data.recent > 0 &&
                `, ${plural(data.recent, 'service déjà sollicité', 'services déjà sollicités')} depuis moins d’un mois`}
              .
            </p>
            {count > 0 && (
              <Disclosure title="Voir à qui">
                <ul className="contact-lines">
                  {data.written.map((one) => (
                    <li key={one.serviceId}>
                      <TextLink href={`/bureau/annuaire/${one.serviceId}`}>{one.service}</TextLink>
                      <p className="muted small">{[one.name, one.email].filter(Boolean).join(', ')}</p>
                    </li>
                  ))}
                </ul>
              </Disclosure>
            )}
            {data.unreachable.length > 0 && (
              <Disclosure title="Sans adresse : à appeler" meta={String(data.unreachable.length)}>
                <ul className="contact-lines">
                  {data.unreachable.map((one) => (
                    <li key={one.serviceId}>
                      <TextLink href={`/bureau/annuaire/${one.serviceId}`}>{one.service}</TextLink>
                    </li>
                  ))}
                </ul>
              </Disclosure>
            )}
            <Button variant="primary" isDisabled={count === 0} onPress={() => setAsking(true)}>
              Écrire à ces services
            </Button>
          </>
        )}
      </Stack>
      <ConfirmDialog
        title="Écrire à ces services ?"
        isOpen={isAsking}
        onOpenChange={setAsking}
        confirmLabel="Envoyer les messages"
        onConfirm={async () => {
          await attempt(
            () => call(launchRound, { input: asked, key }),
            'Les messages partent, chacun avec son lien personnel.',
          )
          setKey(newId())
        }}
      >
        <p>
          {plural(count, 'personne recevra', 'personnes recevront')} un courriel avec un lien personnel. Le
          lien qu’elles auraient déjà cesse de fonctionner.
        </p>
      </ConfirmDialog>
    </Panel>
  )
}
