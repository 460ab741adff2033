import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Ban, FileDown, Inbox, Pencil } from 'lucide-react'
import { useState } from 'react'
import { call, download, sentenceOf } from '#kernel/call.ts'
import { PageHeader } from '#kernel/page/index.ts'
import {
  Badge,
  Button,
  ConfirmDialog,
  DefinitionList,
  Empty,
  ErrorState,
  formatDay,
  Loading,
  Menu,
  Panel,
  plural,
  Stack,
  Table,
  TextLink,
  toast,
} from '#kernel/ui/index.ts'
import { useCan } from '#office/account/useMe.ts'
import { applicationState, departement, projectCallStatus } from '#vocabulary'
import { CallDialog } from './CallDialog.tsx'
import { type ApplicationRow, exportProjectCall, moveProjectCall, readProjectCall } from './contract.ts'
import { applicationTones, callTones, euros } from './words.ts'

/** One call and what was answered to it. */
export function ProjectCallPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const [isEditing, setEditing] = useState(false)
  const [asked, setAsked] = useState<Move | null>(null)
  const client = useQueryClient()
  const mayWrite = useCan()(moveProjectCall.action)
  const query = useQuery({
    queryKey: ['project_calls', id],
    queryFn: ({ signal }) => call(readProjectCall, { params: { id }, signal }),
  })
  if (query.isPending) return <Loading label="L’appel arrive…" lines={6} />
  if (query.isError)
    return <ErrorState title={sentenceOf(query.error)} onRetry={() => void query.refetch()} />
  const { call: one, applications } = query.data
  const waiting = one.counts.draft + one.counts.submitted
  const refresh = () => client.invalidateQueries({ queryKey: ['project_calls'] })
  const move = async (status: Move) => {
    try {
      await call(moveProjectCall, { params: { id }, version: one.version, input: { status } })
      toast({ text: moved[status] })
    } catch (error) {
      toast({ text: sentenceOf(error) })
    }
    await refresh()
  }
  return (
    <>
      <PageHeader
        title={one.title}
        lead={one.summary ?? undefined}
        back={{ href: '/bureau/appels', label: 'Appels à projets' }}
        actions={
          mayWrite && (
            <>
              {(one.status === 'draft' || one.status === 'published') && (
                <Button icon={Pencil} onPress={() => setEditing(true)}>
                  Modifier
                </Button>
              )}
              <Button
                icon={FileDown}
                onPress={() =>
                  void download(exportProjectCall, { params: { id } }).catch((error) =>
                    toast({ text: sentenceOf(error) }),
                  )
                }
              >
                CSV
              </Button>
              {one.status === 'draft' && (
                <Button variant="primary" onPress={() => setAsked('published')}>
                  Publier
                </Button>
              )}
              {one.status === 'published' && (
                <Button variant="primary" onPress={() => setAsked('decided')}>
                  Clôturer
                </Button>
              )}
              {(one.status === 'draft' || one.status === 'published') && (
                <Menu
                  label="Plus"
                  items={[
                    {
                      id: 'withdraw',
                      label: 'Retirer l’appel',
                      description: 'Sans retour possible',
                      icon: Ban,
                      onAction: () => setAsked('withdrawn'),
                    },
                  ]}
                />
              )}
            </>
          )
        }
      />
      <Stack gap={5}>
        <Panel title="L’appel">
          <DefinitionList
            items={[
              {
                term: 'État',
                value: <Badge tone={callTones[one.status]}>{projectCallStatus.label(one.status)}</Badge>,
              },
              { term: 'Dates', value: `du ${formatDay(one.opensOn)} au ${formatDay(one.closesOn)}` },
              {
                term: 'Territoire',
                value:
                  one.departements.map((code) => departement.label(code)).join(', ') || 'Toute la France',
              },
              { term: 'À partager', value: euros(one.amount) || 'Non dit' },
              { term: 'Au plus par projet', value: euros(one.amountEach) || 'Non dit' },
              {
                term: 'Critères',
                value: one.criteria.map(({ label, weight }) => `${label} (${weight})`).join(', '),
              },
              {
                term: 'Lu par',
                value: one.reviewers.map(({ name }) => name).join(', ') || 'Personne encore',
              },
            ]}
          />
          {one.status !== 'draft' && one.status !== 'withdrawn' && (
            <TextLink href={`/appels-a-projets/${one.slug}`} isExternal>
              Sa page publique
            </TextLink>
          )}
        </Panel>
        <Table
          name="applications"
          caption="Candidatures déposées"
          columns={columns}
          rows={applications}
          rowId={(row) => row.id}
          rowLabel={(row) => row.title}
          rowHref={(row) => `/bureau/appels/${id}/candidatures/${row.id}`}
          empty={<Empty title="Aucune candidature n’est déposée." icon={Inbox} />}
        />
      </Stack>
      <ConfirmDialog
        title={asks[asked ?? 'published']}
        isOpen={asked !== null}
        onOpenChange={(isOpen) => !isOpen && setAsked(null)}
        confirmLabel={asks[asked ?? 'published']}
        tone={asked === 'withdrawn' ? 'danger' : 'primary'}
        onConfirm={() => (asked ? move(asked) : undefined)}
      >
        {asked === 'published' && (
          <p>
            Sa page paraît sur le site. Les critères, les montants et le territoire ne changeront plus ; les
            organismes y répondent du {formatDay(one.opensOn)} au {formatDay(one.closesOn)}.
          </p>
        )}
        {asked === 'decided' && (
          <p>Plus rien ne s’y dépose. Chaque candidature doit avoir sa réponse ; sa page reste lisible.</p>
        )}
        {asked === 'withdrawn' && (
          <p>
            L’appel ne pourra pas être publié de nouveau
            {one.status === 'published' && ', et sa page disparaît tout de suite du site'}. Ce qui a été
            déposé reste lisible ici.
          </p>
        )}
        {asked === 'withdrawn' && waiting > 0 && (
          <p>
            {plural(waiting, 'candidature', 'candidatures')} en cours : chaque organisme est prévenu par
            courriel, et son lien ne s’ouvre plus.
          </p>
        )}
      </ConfirmDialog>
      {isEditing && (
        <CallDialog
          one={one}
          onClose={() => {
            setEditing(false)
            void refresh()
          }}
        />
      )}
    </>
  )
}

type Move = 'published' | 'decided' | 'withdrawn'

const asks: Readonly<Record<Move, string>> = {
  published: 'Publier l’appel',
  decided: 'Clôturer l’appel',
  withdrawn: 'Retirer l’appel',
}

const moved = {
  published: 'Appel publié : il s’ouvre à ses dates.',
  decided: 'Appel clos : toutes les décisions sont prises.',
  withdrawn: 'Appel retiré.',
} as const

const columns = [
  {
    id: 'title',
    title: 'Projet',
    cell: (row: ApplicationRow) => `${row.title}, ${row.organisation}`,
    isRowHeader: true,
    width: 'wide' as const,
  },
  { id: 'reference', title: 'Référence', cell: (row: ApplicationRow) => row.reference, isMinor: true },
  {
    id: 'state',
    title: 'État',
    cell: (row: ApplicationRow) => (
      <Badge tone={applicationTones[row.state]}>{applicationState.label(row.state)}</Badge>
    ),
  },
  {
    id: 'departement',
    title: 'Département',
    cell: (row: ApplicationRow) => row.departement && departement.label(row.departement),
  },
  { id: 'amount', title: 'Demandé', cell: (row: ApplicationRow) => euros(row.amount), align: 'end' as const },
  {
    id: 'given',
    title: 'Avis',
    cell: (row: ApplicationRow) => `${row.given} sur ${row.awaited}`,
    align: 'end' as const,
  },
  {
    id: 'mark',
    title: 'Note sur 100',
    cell: (row: ApplicationRow) => row.mark?.toLocaleString('fr-FR'),
    align: 'end' as const,
  },
]
