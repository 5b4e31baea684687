export default async function stopPostgres(): Promise<void> {}
