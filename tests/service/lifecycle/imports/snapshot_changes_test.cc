#include "service/lifecycle/imports/snapshot_changes.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/lifecycle/imports/page_writer.h"

namespace izin {
namespace {

using ::izin::testing::ShippedTables;
using ::testing::ElementsAre;

std::vector<std::string> Told(const RuleTables& after) {
  std::vector<std::string> lines;
  for (const SnapshotChange& change : ChangesBetween(ShippedTables(), after))
    lines.push_back(change.ToString(false));
  return lines;
}

TEST(SnapshotChangesTest, ATableIsAsItWas) { EXPECT_THAT(Told(ShippedTables()), ElementsAre()); }

TEST(SnapshotChangesTest, FieldsListsAndLinesAreTold) {
  RuleTables after = ShippedTables();
  TableLine& matrix = *after.at(kMatrixFile).Find({"56101", "1"});
  matrix[after.at(kMatrixFile).Column("micro")] = "";
  TableLine& code = *after.at(kCodesFile).Find({"03211"});
  code[1] = "UMKU_CBIB|UMKU_CPOB";
  TableLine& order = *after.at(kCodesFile).Find({"03212"});
  order[1] = "UMKU_CPIB|UMKU_CBIB";
  after.at(kCommitmentsFile).Erase({"ADVOKAT_SK_PENGANGKATAN"});
  after.at(kPagesFile).Put({"56101", "2026-10-01", "Tetap", ""});
  EXPECT_THAT(
      Told(after),
      ElementsAre("berubah  official_codes.tsv  03211  supporting: -UMKU_CPIB +UMKU_CPOB",
                  "berubah  official_codes.tsv  03212  supporting: UMKU_CBIB|UMKU_CPIB -> "
                  "UMKU_CPIB|UMKU_CBIB",
                  ::testing::StartsWith(
                      "hilang   official_commitments.tsv  ADVOKAT_SK_PENGANGKATAN  kind: DOCUMENT"),
                  "baru     official_pages.tsv  56101  read_on: 2026-10-01; conversion: Tetap",
                  "berubah  risk_matrix.tsv  56101-1  micro: MR -> -"));
}

}  // namespace
}  // namespace izin
