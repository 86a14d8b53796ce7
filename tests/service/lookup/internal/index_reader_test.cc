#include "service/lookup/internal/index_reader.h"

#include <string>
#include <sys/mman.h>
#include <unistd.h>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/lookup/internal/index_format.h"
#include "tests/service/lookup/indexed.h"

namespace izin::search_index {
namespace {

using ::izin::testing::FewWordsBytes;

// A descriptor of memory that holds `bytes`.
int FileOf(const std::string& bytes) {
  const int file = ::memfd_create("test", MFD_CLOEXEC);
  EXPECT_EQ(::pwrite(file, bytes.data(), bytes.size(), 0), static_cast<ssize_t>(bytes.size()));
  return file;
}

TEST(IndexReaderTest, NamesTheTextOfAHit) {
  IndexReader reader(FileOf(FewWordsBytes()));
  std::string corrected;
  const std::vector<KbliHit> hits = reader.Find("kedai kopi", KbliEdition::k2025, corrected);
  ASSERT_FALSE(hits.empty());
  EXPECT_EQ(reader.TextAt(hits[0].text), "kedai kopi");
  EXPECT_EQ(corrected, "");
}

TEST(IndexReaderTest, CorrectsOneLetterOfAShortWordAndTwoOfALongOne) {
  IndexReader reader(FileOf(FewWordsBytes()));
  const auto corrected = [&reader](const std::string& query) {
    std::string to;
    reader.Find(query + " ", KbliEdition::k2025, to);
    return to;
  };
  EXPECT_EQ(corrected("kedaai"), "kedai");
  EXPECT_EQ(corrected("benkkel"), "bengkel");
  EXPECT_EQ(corrected("bengkkkel"), "bengkel");
  EXPECT_EQ(corrected("kxdxi"), "");     // two of a short word
  EXPECT_EQ(corrected("kxd"), "");       // too short
  EXPECT_EQ(corrected("b3ngkel1"), "");  // no word that people misspell
}

TEST(IndexReaderTest, ThrowsAtWhatIsNoDatabase) {
  EXPECT_THROW(IndexReader(FileOf("no database")), Xapian::Error);
}

TEST(IndexReaderTest, ReadsMetadata) {
  const IndexReader reader(FileOf(FewWordsBytes()));
  EXPECT_EQ(reader.Metadata(kVersionKey), kVersion);
  EXPECT_EQ(reader.Metadata("none"), "");
}

}  // namespace
}  // namespace izin::search_index
