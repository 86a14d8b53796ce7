// The hot loop: a block of rows becomes the lines that are written of it.

#ifndef IZIN_SERVICE_RECLASSIFY_REGISTRY_WORKER_H_
#define IZIN_SERVICE_RECLASSIFY_REGISTRY_WORKER_H_

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"

#include "service/base/csv_lines.h"
#include "service/base/csv_records.h"
#include "service/reclassify/id_pages.h"
#include "service/reclassify/json_rows.h"
#include "service/reclassify/output_bytes.h"
#include "service/reclassify/pair_cache.h"
#include "service/reclassify/pair_maker.h"
#include "service/reclassify/piece_maker.h"
#include "service/reclassify/quick_rows.h"
#include "service/reclassify/registry_columns.h"
#include "service/reclassify/registry_figures.h"
#include "service/reclassify/row_blocks.h"
#include "service/reclassify/row_keys.h"
#include "service/reclassify/row_pieces.h"

namespace izin {

// What all workers of a run share. All must outlive them.
struct WorkPlan {
  RegistryFormat input = RegistryFormat::kCsv;
  char delimiter = ',';                      // of CSV
  const RegistryColumns* columns = nullptr;  // of CSV
  PairForm form;
  bool changes_only = false;
  bool with_changes = true;  // lines of changes are wanted
  const Pipeline* pipeline = nullptr;
  KeySpace* space = nullptr;
  PairCache* cache = nullptr;
  PieceSpace* pieces = nullptr;  // of a plain form; else null
  int threads = 1;
};

// What a block became. Its buffers serve the next block.
struct BlockResult {
  explicit BlockResult(absl::Span<const Region> regions) : figures(regions) {}
  void Clear();

  OutputBytes changes;
  std::string rejects;
  std::string notifications;
  std::vector<RowId> ids;
  RegistryFigures figures;
};

// The head of the file of rejects.
std::string RejectHeader();

// Single-threaded; one for each thread.
class RegistryWorker {
 public:
  explicit RegistryWorker(const WorkPlan& plan);

  // Appends what the rows of `block` become. A row gives either a line of changes (but with
  // `changes_only` only if it changed) or a line of rejects, in the order of rows; a blank line
  // gives nothing.
  void Process(const RowBlock& block, BlockResult& result);
  // The same for at most so many rows.
  void ProcessFirst(const RowBlock& block, std::int64_t rows, BlockResult& result);

 private:
  static constexpr std::size_t kMostIdBytes = 128;
  // A row where it lies.
  struct Place {
    std::uint64_t line = 0;
    absl::string_view record;
  };

  void ProcessCsv(const RowBlock& block, std::int64_t rows, BlockResult& result);
  // The same by lines, for those that quick_ knows.
  void ProcessLines(const RowBlock& block, std::int64_t rows, BlockResult& result);
  // Reads lines into lines_ until `most` are there, `until` is reached, or what comes next is none;
  // those that begin before this block's are passed over. Returns how many.
  std::size_t TakeLines(const RowBlock& block, std::size_t most, CsvLines& lines,
                        std::uint64_t& line);
  // The lines of lines_, the first of which is line `line` of the file.
  void ProcessTaken(const RowBlock& block, std::size_t count, std::uint64_t line,
                    BlockResult& result);
  // What the lines of quick_lines_ that were found need is fetched.
  void FetchPieces(std::size_t count) const;
  // Reads the record at `at` the long way. Returns its bytes; `line` moves behind it.
  std::size_t ProcessAt(const RowBlock& block, std::size_t at, std::uint64_t& line,
                        BlockResult& result);
  // Adds what was counted by bodies to the figures.
  void CountBodies(BlockResult& result);
  // The record that csv_ has read.
  void ProcessRecord(const Place& place, std::size_t bytes, bool is_cut, BlockResult& result);
  void ProcessNdjson(const RowBlock& block, std::int64_t rows, BlockResult& result);
  void ProcessOversized(const RowBlock& block, BlockResult& result);
  // Reads the fields of the record of so many bytes into `texts_`. False if they cannot be, and
  // then fault_ says why.
  bool ReadFields(std::size_t bytes, bool is_cut);
  // The record is too long, or may lack its end; fault_ says so.
  bool IsSpoilt(std::size_t bytes, bool is_cut);
  void ProcessRow(const Place& place, BlockResult& result);
  // The pair of the row; null if it was refused, and then fault_ says why.
  const ComparedPair* PairOf(const RowKey& key);
  // Writes the row from pieces. False if it is to be written whole.
  bool WritePieces(const Place& place, const RowKey& key, BlockResult& result);
  // What becomes of the papers that the row holds, as a field.
  const std::string& DocumentsOf(const RowKey& key, const DocumentCase& of);
  void WriteLine(std::uint64_t line, const QuickRows::Row& row, BlockResult& result);
  bool CheckIds();
  void WriteIds(absl::string_view business, absl::string_view project, OutputBytes& out);
  void Write(const ComparedPair& pair, BlockResult& result);
  void Reject(const Place& place, BlockResult& result) const;
  static absl::string_view WithoutLineBreak(absl::string_view record);
  static RowId IdOf(absl::string_view business, absl::string_view project, std::uint64_t line) {
    return {.digest = DigestOf(business, project), .line = line};
  }

  const WorkPlan& plan_;
  CsvRecord csv_;
  JsonRows json_;
  RowTyper typer_;
  RowKeys keys_;
  PairMaker maker_;
  RecentPairs recent_;
  std::optional<PieceMaker> piece_maker_;  // of a plain form
  std::optional<QuickRows> quick_;         // of a plain form of CSV
  std::array<CsvLine, QuickRows::kTogether> lines_;
  std::array<QuickRows::Row, QuickRows::kTogether> quick_lines_;
  std::vector<std::uint32_t> rows_of_body_;    // by piece, of this block
  std::vector<std::uint32_t> counted_bodies_;  // that it has
  // By list held and case; what is kept stays where it is.
  absl::flat_hash_map<std::uint64_t, std::unique_ptr<const std::string>> documents_;
  std::string last_documents_;  // where there are too many to keep
  ComparedPair alone_;          // of a row without a whole key
  std::string ids_;             // as they are written
  RowTexts texts_;
  TypedRow row_;
  RowFault fault_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_RECLASSIFY_REGISTRY_WORKER_H_
