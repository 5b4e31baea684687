/** Stands where content will be, in its size. Hidden from who hears the page: say `aria-busy` on what surrounds it. */
export function Skeleton({ className = 'h-4 w-full' }: { className?: string }) {
  return <span aria-hidden="true" className={`skeleton block rounded-md bg-raised ${className}`} />;
}

/** Rows of a list to come. */
export function SkeletonRows({ rows = 5 }: { rows?: number }) {
  return (
    <div role="status" className="space-y-4 py-1">
      <span className="sr-only">Loading</span>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex items-center gap-4">
          <span className="flex-1 space-y-2">
            <Skeleton className={row % 2 === 0 ? 'h-3.5 w-3/5' : 'h-3.5 w-2/5'} />
            <Skeleton className="h-3 w-1/4" />
          </span>
          <Skeleton className="h-3.5 w-14" />
        </div>
      ))}
    </div>
  );
}
