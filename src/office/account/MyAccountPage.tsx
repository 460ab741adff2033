import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { LogOut, MonitorX } from 'lucide-react'
import { useState } from 'react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { PageHeader } from '#kernel/page/index.ts'
import {
  Badge,
  Banner,
  Button,
  DefinitionList,
  ErrorState,
  Form,
  Grid,
  Panel,
  Stack,
  Table,
  TextField,
  toast,
  When,
} from '#kernel/ui/index.ts'
import { role } from '#vocabulary'
import { changeMyPassword, endMySession, listMySessions } from './contract.ts'
import { meQuery, useMe, useSignOut } from './useMe.ts'

/** What is mine: my name here, my password, the places where I am signed in. */
export function MyAccountPage() {
  const me = useMe()
  return (
    <>
      <PageHeader title="Mon compte" lead={`${me.name} · ${role.label(me.role)}`} />
      <Stack gap={6}>
        {me.passwordTemporary && (
          <Banner tone="attention" title="Choisissez votre mot de passe">
            Celui avec lequel vous êtes entré a été donné par quelqu’un d’autre. Le reste de Repère s’ouvrira
            dès que vous aurez choisi le vôtre.
          </Banner>
        )}
        <Grid min="large">
          <PasswordPanel />
          <Panel title="Qui je suis ici">
            <DefinitionList
              columns={1}
              items={[
                { term: 'Nom affiché', value: me.name },
                { term: 'Identifiant', value: me.login },
                { term: 'Rôle', value: role.label(me.role), note: role.entry(me.role)?.hint },
                { term: 'Version de Repère', value: me.version },
              ]}
            />
          </Panel>
        </Grid>
        <SessionPanel />
      </Stack>
    </>
  )
}

function PasswordPanel() {
  const queries = useQueryClient()
  const me = useMe()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const change = useMutation({
    mutationFn: () => call(changeMyPassword, { input: { current, next } }),
    onSuccess: async () => {
      setCurrent('')
      setNext('')
      toast({ text: 'Mot de passe changé. Vos autres sessions sont fermées.' })
      await queries.invalidateQueries({ queryKey: meQuery.queryKey })
      await queries.invalidateQueries({ queryKey: ['my-sessions'] })
    },
  })
  const code = change.error instanceof RefusalError ? change.error.code : undefined
  const missing = Math.max(0, 12 - [...next].length)
  return (
    <Panel title="Mot de passe">
      <Form onSubmit={() => change.mutate()}>
        {change.error && code !== 'password_wrong' && code !== 'password_weak' && (
          <Banner tone="danger">{sentenceOf(change.error)}</Banner>
        )}
        <input type="hidden" name="username" autoComplete="username" value={me.login} readOnly />
        <TextField
          label="Mot de passe actuel"
          type="password"
          autoComplete="current-password"
          value={current}
          onChange={setCurrent}
          error={code === 'password_wrong' ? 'Ce n’est pas le mot de passe actuel.' : undefined}
        />
        <TextField
          label="Nouveau mot de passe"
          description={
            next !== '' && missing > 0
              ? `Encore ${missing} caractère${missing > 1 ? 's' : ''}.`
              : 'Au moins 12 caractères. Quatre mots sans lien entre eux se retiennent bien.'
          }
          type="password"
          autoComplete="new-password"
          value={next}
          onChange={setNext}
          error={code === 'password_weak' ? change.error?.message : undefined}
        />
        <div>
          <Button
            type="submit"
            variant="primary"
            isPending={change.isPending}
            isDisabled={current === '' || missing > 0}
          >
            Changer le mot de passe
          </Button>
        </div>
      </Form>
    </Panel>
  )
}

interface Session {
  readonly id: string
  readonly createdAt: string
  readonly lastSeenAt: string
  readonly expiresAt: string
  readonly isCurrent: boolean
}

function SessionPanel() {
  const queries = useQueryClient()
  const signOut = useSignOut()
  const sessions = useQuery({
    queryKey: ['my-sessions'],
    queryFn: ({ signal }) => call(listMySessions, { signal }),
  })
  const end = useMutation({
    mutationFn: (id: string) => call(endMySession, { params: { id } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['my-sessions'] }),
    onError: (error) => toast({ text: sentenceOf(error) }),
  })
  const columns = [
    {
      id: 'place',
      title: 'Session',
      isRowHeader: true,
      cell: (one: Session) => (one.isCurrent ? <Badge tone="accent">Ce poste</Badge> : 'Un autre poste'),
    },
    { id: 'created', title: 'Ouverte', cell: (one: Session) => <When at={one.createdAt} /> },
    {
      id: 'seen',
      title: 'Dernière activité',
      cell: (one: Session) => <When at={one.lastSeenAt} mode="relative" />,
    },
    {
      id: 'expires',
      title: 'Fin au plus tard',
      cell: (one: Session) => <When at={one.expiresAt} mode="exact" />,
    },
    {
      id: 'end',
      title: 'Fermer',
      cell: (one: Session) => (
        <Button
          size="small"
          icon={LogOut}
          isPending={end.isPending && end.variables === one.id}
          onPress={() => (one.isCurrent ? signOut.here() : end.mutate(one.id))}
        >
          {one.isCurrent ? 'Me déconnecter' : 'Fermer'}
        </Button>
      ),
    },
  ]
  return (
    <Panel
      title="Où je suis connecté"
      lead="Une session s’arrête après huit heures sans activité, et quatorze heures après son ouverture."
      actions={
        <Button icon={MonitorX} onPress={signOut.everywhere}>
          Me déconnecter partout
        </Button>
      }
    >
      {sessions.error ? (
        <ErrorState kept={sentenceOf(sessions.error)} onRetry={() => sessions.refetch()} />
      ) : (
        <Table
          name="my-sessions"
          caption="Mes sessions ouvertes"
          hideCaption
          isPlain
          columns={columns}
          rows={sessions.data?.items ?? []}
          rowId={(one) => one.id}
          rowLabel={(one) => (one.isCurrent ? 'Ce poste' : 'Un autre poste')}
          isLoading={sessions.isPending}
        />
      )}
    </Panel>
  )
}
