import type { BannerSource, TimedBanner } from '#kernel/public/board.server.ts'

/** The banners that stand or will, the last decided first; the role of the public pages may ask for it. */
export const publishedBanners: BannerSource = async (database): Promise<readonly TimedBanner[]> => {
  const rows = await database
    .selectFrom('published_banner')
    .selectAll()
    .orderBy('number', 'desc')
    .limit(50)
    .execute()
  return rows.map((row) => ({
    text: row.text,
    isUrgent: row.is_urgent,
    from: row.starts_at,
    until: row.ends_at,
    ...(row.link_href && row.link_label && { link: { href: row.link_href, label: row.link_label } }),
  }))
}
