import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { LogIn } from 'lucide-react'
import { useState } from 'react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { CentredPage, usePageTitle } from '#kernel/page/index.ts'
import { Banner, Button, Form, plural, TextField } from '#kernel/ui/index.ts'
import { signIn } from '../session/contract.ts'
import { meQuery } from './useMe.ts'
import './partner.css'

/** One column: who you are, and nothing else. */
export function SignInPage() {
  usePageTitle('Portail des autorités')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const queries = useQueryClient()
  const router = useRouter()
  const { retour } = useSearch({ from: '/partenaire/connexion' }) as { retour?: string }
  const attempt = useMutation({
    mutationFn: () => call(signIn, { input: { email, password } }),
    onSuccess: () => {
      queries.removeQueries({ queryKey: meQuery.queryKey })
      router.history.push(retour ?? '/partenaire')
    },
    onError: () => setPassword(''),
  })
  return (
    <CentredPage product="Repère">
      <div>
        <h1>Portail des autorités</h1>
        <p className="muted">
          Les informations préoccupantes que la plateforme adresse à votre département vous attendent ici,
          chiffrées pour vous.
        </p>
      </div>
      <Form onSubmit={() => attempt.mutate()}>
        {attempt.error && (
          <Banner tone="attention" isLive>
            {sayWhy(attempt.error)}
          </Banner>
        )}
        <TextField
          label="Adresse électronique"
          name="username"
          type="email"
          value={email}
          onChange={setEmail}
          autoComplete="username"
          autoFocus
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
          isDisabled={email.trim() === '' || password === ''}
          isWide
        >
          Entrer
        </Button>
        <p className="muted portal-help">
          Mot de passe oublié, ou première visite ? La plateforme qui vous a invité vous donnera un mot de
          passe provisoire, de vive voix.
        </p>
      </Form>
    </CentredPage>
  )
}

function sayWhy(error: Error): string {
  if (!(error instanceof RefusalError)) return sentenceOf(error)
  if (error.code === 'wrong_credentials')
    return 'L’adresse et le mot de passe ne vont pas ensemble. Vérifiez-les et réessayez.'
  if (error.code !== 'too_many_attempts' || !error.wait) return sentenceOf(error)
  const minutes = Math.ceil(error.wait / 60)
  const delay =
    error.wait < 60 ? plural(error.wait, 'seconde', 'secondes') : plural(minutes, 'minute', 'minutes')
  return `Trop d’essais pour cette adresse ou depuis ce poste. Réessayez dans ${delay}.`
}
