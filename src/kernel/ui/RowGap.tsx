/** The height of the rows of a long table that are too far from the eye to exist. */
export function RowGap({ height, columns }: { height: number; columns: number }) {
  return height > 0 ? (
    <tr aria-hidden style={{ height }}>
      <td colSpan={columns} />
    </tr>
  ) : null
}
