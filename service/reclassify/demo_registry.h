// A registry that nobody owns: rows as registries have them, for trying things out and for tests.

#ifndef IZIN_SERVICE_RECLASSIFY_DEMO_REGISTRY_H_
#define IZIN_SERVICE_RECLASSIFY_DEMO_REGISTRY_H_

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

#include "classifier/ruleset.h"

namespace izin {

// The same rows for the same seed and ruleset, on every machine. Few codes make up most rows, as in
// life; most businesses are micro and on land; both editions of KBLI and both regimes occur; some
// rows are spoilt. Single-threaded.
class DemoRegistry {
 public:
  struct Options {
    std::uint64_t seed = 1;
    double spoilt = 0.005;  // share of rows that cannot be classified, or are odd to read
  };

  // Codes, scopes and regions are those of `ruleset`, which must outlive it.
  DemoRegistry(const Ruleset& ruleset, const Options& options);

  // The names of the columns, with the line break.
  static std::string Header();
  // Appends the next row as a line of CSV, or as a line of NDJSON that says the same; spoilt rows
  // are of CSV only.
  void AppendCsv(std::string& out);
  void AppendNdjson(std::string& out);

 private:
  // Texts of one row, by position in Header.
  using Row = std::vector<std::string>;

  std::uint64_t Below(std::uint64_t limit) { return random_() % limit; }
  bool Happens(double share) { return static_cast<double>(random_() >> 11) * 0x1p-53 < share; }
  // One of words with a weight each: "none 60", "sppl 35", ...
  absl::string_view Pick(absl::string_view weighted);
  std::string Region();
  Row MakeRow();
  void SetActivity(Row& row);
  void SetMoney(Row& row);
  void SetPlace(Row& row);
  void SetSite(Row& row);
  void SetOwner(Row& row);
  void SetHeld(Row& row);
  void Spoil(Row& row);

  const Ruleset& ruleset_;
  const Options options_;
  std::mt19937_64 random_;
  std::vector<KbliCode> codes_2020_;  // the most frequent first
  std::vector<KbliCode> codes_2025_;
  std::vector<std::string> regions_;
  std::uint64_t number_ = 0;
};

}  // namespace izin

#endif  // IZIN_SERVICE_RECLASSIFY_DEMO_REGISTRY_H_
