/** Rows as one Parquet file (`hyparquet-writer`), for DuckDB, Polars, pandas and the like. */
import { parquetWriteBuffer } from 'hyparquet-writer';
import { COLUMNS, type Column } from './columns.ts';
import type { ResultRow } from './row.ts';

/** The file's bytes. The same rows give the same bytes. */
export function encodeParquet(rows: readonly ResultRow[]): Uint8Array {
  const columnData = COLUMNS.map((column) => ({
    name: column.name,
    type: column.type,
    nullable: column.nullable,
    data: rows.map((row) => cell(row, column)),
  }));
  return new Uint8Array(parquetWriteBuffer({ columnData, createdBy: 'evenkeel-bench' }));
}

function cell(row: ResultRow, { name, nullable }: Column): string | number | boolean | null {
  const value = row[name];
  if (nullable && (value === undefined || Number.isNaN(value))) return null;
  return value as string | number | boolean | null;
}
