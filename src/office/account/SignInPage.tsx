import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { LogIn } from 'lucide-react'
import { useState } from 'react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { CentredPage, usePageTitle } from '#kernel/page/index.ts'
import { Banner, Button, Disclosure, Form, plural, TextField } from '#kernel/ui/index.ts'
import { role } from '#vocabulary'
import { listDemonstrationAccounts, signIn, signInToDemonstration } from './contract.ts'
import { meQuery } from './useMe.ts'
import './account.css'

/** One column: who you are, and nothing else. In a demonstration, one press per role. */
export function SignInPage() {
  usePageTitle('Connexion')
  const { data } = useQuery({
    queryKey: ['demonstration', 'accounts'],
    queryFn: ({ signal }) => call(listDemonstrationAccounts, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const accounts = data?.items ?? []
  return (
    <CentredPage product="Repère">
      {accounts.length > 0 ? (
        <>
          <DemonstrationSignIn accounts={accounts} />
          <Disclosure title="Entrer avec un identifiant et un mot de passe">
            <PasswordSignIn />
          </Disclosure>
        </>
      ) : (
        <>
          <h1>Connexion</h1>
          <PasswordSignIn isFirst />
        </>
      )}
    </CentredPage>
  )
}

/** Goes back to the page that the person was on. */
function useEnter() {
  const queries = useQueryClient()
  const router = useRouter()
  const { retour } = useSearch({ from: '/bureau/connexion' }) as { retour?: string }
  return async () => {
    queries.removeQueries({ queryKey: meQuery.queryKey })
    router.history.push(retour ?? '/bureau')
  }
}

function PasswordSignIn({ isFirst }: { isFirst?: boolean }) {
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const enter = useEnter()
  const attempt = useMutation({
    mutationFn: () => call(signIn, { input: { login, password } }),
    onSuccess: enter,
    onError: () => setPassword(''),
  })
  const isIncomplete = login.trim() === '' || password === ''
  return (
    <Form onSubmit={() => attempt.mutate()}>
      {attempt.error && (
        <Banner tone="attention" isLive>
          {sayWhy(attempt.error)}
        </Banner>
      )}
      <TextField
        label="Identifiant"
        name="username"
        value={login}
        onChange={setLogin}
        autoComplete="username"
        autoFocus={isFirst}
        isRequired
      />
      <TextField
        label="Mot de passe"
        name="password"
        type="password"
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        isRequired
      />
      <Button
        type="submit"
        variant="primary"
        icon={LogIn}
        isPending={attempt.isPending}
        isDisabled={isIncomplete}
        isWide
      >
        Se connecter
      </Button>
      <p className="muted sign-in-help">
        Mot de passe oublié ? La personne qui administre les comptes vous en donnera un nouveau.
      </p>
    </Form>
  )
}

function sayWhy(error: Error): string {
  if (!(error instanceof RefusalError) || error.code !== 'too_many_attempts' || !error.wait)
    return sentenceOf(error)
  const minutes = Math.ceil(error.wait / 60)
  const delay =
    error.wait < 60 ? plural(error.wait, 'seconde', 'secondes') : plural(minutes, 'minute', 'minutes')
  return `Trop d’essais pour cet identifiant ou depuis ce poste. Réessayez dans ${delay}.`
}

interface DemonstrationAccount {
  readonly login: string
  readonly name: string
  readonly role: (typeof role.codes)[number]
}

function DemonstrationSignIn({ accounts }: { accounts: readonly DemonstrationAccount[] }) {
  const enter = useEnter()
  const attempt = useMutation({
    mutationFn: (login: string) => call(signInToDemonstration, { input: { login } }),
    onSuccess: enter,
  })
  return (
    <>
      <div>
        <h1>Démonstration</h1>
        <p className="muted">
          Tout ce que vous verrez est inventé : les personnes, les appels, les récits. Choisissez un rôle pour
          entrer, sans mot de passe.
        </p>
      </div>
      {attempt.error && (
        <Banner tone="attention" isLive>
          {sentenceOf(attempt.error)}
        </Banner>
      )}
      <ul className="demonstration-accounts">
        {accounts.map((one) => (
          <li key={one.login}>
            <button
              type="button"
              className="demonstration-account"
              disabled={attempt.isPending}
              onClick={() => attempt.mutate(one.login)}
            >
              <span className="demonstration-role">
                <strong>{role.label(one.role)}</strong>
                <span className="muted">{one.name}</span>
              </span>
              <span className="demonstration-hint">{role.entry(one.role)?.hint}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
