#include <algorithm>
#include <limits>

#include "absl/strings/str_cat.h"

#include "data/loader/internal/checks/checks.h"

namespace izin::internal {
namespace {

// Sets of an input are 64 bits. Legal forms are counted with "?", and their number is shifted by.
constexpr std::size_t kMaxPermits = 64;
constexpr std::size_t kMaxLegalForms = 62;
// The key of an answer keeps a bit for each permit and for each duty that a stage waits for.
constexpr std::size_t kMaxHeld = 128;
// It counts the supporting permits held in one byte, and names parameters in two.
constexpr std::size_t kMaxSupporting = 255;
constexpr std::size_t kMaxParameters = std::numeric_limits<std::uint16_t>::max() - 1;
// Positions that are kept in 16 bits, of which one stands for none.
constexpr std::size_t kMaxIndex = std::numeric_limits<std::int16_t>::max();

// A number of things in a file, and how many there is room for.
struct Width {
  std::size_t count = 0;
  std::size_t at_most = 0;
  absl::string_view what;
  std::string path;
};

std::size_t BlockingDuties(const RulesetData& data) {
  return static_cast<std::size_t>(
      std::count_if(data.commitments.begin(), data.commitments.end(),
                    [](const izin::Commitment& commitment) { return commitment.blocks_stage; }));
}

std::size_t Subclasses(const google::protobuf::RepeatedPtrField<KbliLine>& lines) {
  return static_cast<std::size_t>(std::count_if(
      lines.begin(), lines.end(), [](const KbliLine& line) { return line.code().size() == 5; }));
}

}  // namespace

// How many of a thing the engine has room for.
void CheckBitWidths(const Checked& in, RuleIssues& out) {
  const RulesetData& data = in.out;
  const Width widths[] = {
      {data.permits.size(), kMaxPermits, "permits", in.PathOf("permits.textproto")},
      {data.permits.size() + BlockingDuties(data), kMaxHeld,
       "permits and duties that a stage waits for", in.PathOf("commitments.textproto")},
      {static_cast<std::size_t>(in.in.legal_form_size()), kMaxLegalForms, "legal forms",
       "reference/legal_forms.tsv"},
      {data.supporting_permits.size(), kMaxSupporting, "supporting permits",
       in.PathOf("supporting_permits.tsv")},
      {data.authority_parameters.size(), kMaxParameters, "parameters of authority",
       in.PathOf("authority_parameters.tsv")},
      {data.authority_patterns.size(), kMaxIndex, "patterns of authority",
       in.PathOf("authority_patterns.tsv")},
      {data.official_rows.size(), kMaxIndex, "official rows", in.PathOf("official_rows.tsv")},
      {Subclasses(in.in.kbli_2020()), kMaxIndex, "codes of five digits", "kbli/2020.tsv"},
      {Subclasses(in.in.kbli_2025()), kMaxIndex, "codes of five digits", "kbli/2025.tsv"},
  };
  for (const Width& width : widths) {
    if (width.count <= width.at_most) continue;
    out.AddError(width.path, 1, 1,
                 absl::StrCat(width.count, " ", width.what, ": want at most ", width.at_most));
  }
}

}  // namespace izin::internal
