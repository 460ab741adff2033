import { useRouter } from '@tanstack/react-router'
import { useShortcut } from '#kernel/page/index.ts'

/** `/` leads to the search from any page; on the search page itself it goes to the box. */
export function useSearchShortcut(isOpen: boolean) {
  const router = useRouter()
  useShortcut('/', () => router.history.push('/bureau/recherche'), {
    label: 'Rechercher une situation',
    group: 'Aller à',
    isDisabled: !isOpen,
  })
}
