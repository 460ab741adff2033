import type { ReactNode } from 'react'

/** What surrounds every public page: a way to the content, the name of the service, the content. */
export function PublicFrame({
  children,
  service,
}: {
  readonly children: ReactNode
  readonly service?: string
}) {
  return (
    <>
      <a className="skip" href="#contenu">
        Aller au contenu
      </a>
      <header className="top">
        <p className="service">{service ?? 'Repère'}</p>
      </header>
      <main id="contenu" tabIndex={-1}>
        {children}
      </main>
    </>
  )
}
