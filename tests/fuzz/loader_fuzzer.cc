// Bytes as one file of a small data folder, and as a bundle. The first byte chooses the file, the
// rest is its text. Whatever the bytes are, the loader either builds a ruleset or says what is
// wrong; what it builds loads again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <string>

#include "absl/strings/string_view.h"

#include "data/loader/bundle.h"
#include "data/loader/source_tree.h"

namespace {

constexpr char kRuleset[] = R"pb(
  ruleset {
    id: "tiny"
    title { id: "Kecil" en: "Tiny" }
    effective_from: "2020-01-01"
    kbli_edition: "2025"
    data_as_of: "2026-09-30"
    has_risk_levels: true
    source { regulation: "PP 28/2025" provision: "body" verification: "REGULATION_TEXT" }
    risk_basis {
      regulation: "OSS"
      provision: "page"
      verification: "OFFICIAL_SNAPSHOT"
      as_of: "2026-09-30"
    }
  }
)pb";

constexpr char kTable[] = R"pb(
  table {
    id: "land"
    role: "LAND"
    hit_policy: "UNIQUE"
    input: "rdtr"
    title { id: "Lokasi" en: "Land" }
  }
  row {
    id: "land-1"
    when { rdtr: "INTEGRATED" }
    then { none: true }
    legal_basis { regulation: "PP 28/2025" provision: "art 17" verification: "REGULATION_TEXT" }
  }
  row {
    id: "land-2"
    except { rdtr: "INTEGRATED" }
    then { none: true }
    legal_basis { regulation: "PP 28/2025" provision: "art 18" verification: "REGULATION_TEXT" }
  }
)pb";

constexpr char kKbli[] =
    "code\tparent\ttitle\nA\t\tPertanian\n01\tA\tTanaman\n011\t01\tSemusim\n"
    "0111\t011\tSerealia\n01111\t0111\tJagung\n";

izin::SourceTree SmallTree() {
  return {
      {"kbli/2020.tsv", kKbli},
      {"kbli/2025.tsv", kKbli},
      {"kbli/conversion.tsv", "kbli2020\tkbli2025\tkind\n01111\t01111\tUNCHANGED\n"},
      {"reference/holidays.tsv",
       "date\tkind\tname\tlegal_basis\tconfidence\n2025-01-01\tlibur_nasional\tTahun "
       "Baru\tSKB\thigh\n"},
      {"reference/legal_forms.tsv",
       "code\toss_code\ttitle_id\ttitle_en\tdetail_id\tdetail_en\nPT\t01\tPT\tPT\tx\tx\n"},
      {"reference/regions.tsv",
       "code\tname\tparent\tkind\tshort_name\town_"
       "authority\n11\tAceh\t\tprovince\tAceh\tyes\n1101\tAceh Selatan\t11\tkabupaten\tAceh "
       "Selatan\tyes\n"},
      {"rulesets/tiny/land.textproto", kTable},
      {"rulesets/tiny/risk_matrix.tsv",
       "code\tscope\tlabel\tmicro\tsmall\tmedium\tlarge\tsuspect\tonly\n01111\t1\tSeluruh\tR\tR\t"
       "MT\tT\t\t\n"},
      {"rulesets/tiny/ruleset.textproto", kRuleset},
  };
}

void Require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const absl::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  izin::SourceTree tree = SmallTree();
  auto file = tree.begin();
  std::advance(file, data[0] % tree.size());
  file->second = std::string(text);

  izin::RuleIssues issues;
  const absl::StatusOr<izin::BuiltRuleset> built = izin::BuildRuleset(tree, issues);
  Require(built.ok() != issues.has_errors());
  if (built.ok()) Require(izin::LoadBundle(built->bundle).ok());

  const auto loaded = izin::LoadBundle(text);
  Require(loaded.ok() || !loaded.status().message().empty());
  return 0;
}
