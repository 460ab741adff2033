import { type ReactNode, useContext } from 'react'
import { type Frame, FrameContext } from './frame.ts'
import { NumbersLine } from './HelpNumbers.server.tsx'

/** What surrounds every public page: a way to the content, a way out, the site, what is urgent, the content. */
export function PublicFrame({
  children,
  service,
  skip,
}: {
  readonly children: ReactNode
  readonly service?: string
  /** The way to the content, in the language of the page. */
  readonly skip?: string
}) {
  const frame = useContext(FrameContext)
  return (
    <>
      <a className="skip" href="#contenu">
        {skip ?? 'Aller au contenu'}
      </a>
      <header className="top">
        <p className="service">{frame.isPlain ? (service ?? 'Repère') : <a href="/">Repère</a>}</p>
        {!frame.isPlain && <WayOut frame={frame} />}
      </header>
      {!frame.isPlain && <SiteNav frame={frame} />}
      {frame.banner && <BannerLine {...frame.banner} />}
      <main id="contenu" tabIndex={-1}>
        {children}
      </main>
      {!frame.isPlain && <Foot frame={frame} />}
    </>
  )
}

/** The link works by itself; with the script, it takes this page's place in the history. */
function WayOut({ frame: { exit } }: { readonly frame: Frame }) {
  return (
    <>
      <a className="quit" href={exit.href} rel="noreferrer" data-quit="">
        {exit.label}
      </a>
      <p className="unseen" role="status" data-quit-said="" />
    </>
  )
}

function SiteNav({ frame: { nav, path } }: { readonly frame: Frame }) {
  return (
    <nav className="nav" aria-label="Pour qui">
      <ul>
        {nav.map(({ href, label }) => (
          <li key={href}>
            <a href={href} aria-current={href === path ? 'page' : undefined}>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** As it stands on every page, and as it is shown before it is published. */
export function BannerLine({ text, isUrgent, link }: NonNullable<Frame['banner']>) {
  return (
    <section className={isUrgent ? 'banner urgent' : 'banner'} aria-label="Annonce">
      <p>
        {text} {link && <a href={link.href}>{link.label}</a>}
      </p>
    </section>
  )
}

function Foot({ frame }: { readonly frame: Frame }) {
  const { exit, footer, path } = frame
  return (
    <footer className="foot">
      <div>
        <NumbersLine />
        <p>
          Pour partir vite : le lien « {exit.label} », ou trois fois la touche Échap ou Maj.{' '}
          <a href={exit.about.href}>{exit.about.label}</a>
        </p>
        <ul>
          {footer.map(({ href, label }) => (
            <li key={href}>
              <a href={href} aria-current={href === path ? 'page' : undefined}>
                {label}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </footer>
  )
}
