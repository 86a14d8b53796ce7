#!/usr/bin/env bash
# Every C++ file looks as .clang-format says: tracked ones and new ones that are not ignored.
# To mend: clang-format-14 -i FILE
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

files=()
while IFS= read -r -d '' file; do
  if [[ -f $file ]]; then files+=("$file"); fi  # a file deleted but not yet staged is still listed
done < <(git ls-files -z --cached --others --exclude-standard -- '*.h' '*.cc')
if ((${#files[@]} > 0)); then clang-format-14 --dry-run -Werror "${files[@]}"; fi
