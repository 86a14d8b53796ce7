// What one call was given, item by item, for the log of decisions.

#ifndef IZIN_SERVICE_DECISIONS_GIVEN_RECORDS_H_
#define IZIN_SERVICE_DECISIONS_GIVEN_RECORDS_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

#include "izin/v1/permit_classification_service.pb.h"
#include "service/decisions/answer_facts.h"

namespace izin {

// Requests lie one after the other in one buffer: an item costs no memory of its own, and the next
// call of a thread finds the buffer there. Single-threaded.
class GivenRecords {
 public:
  struct Item {
    std::size_t place = 0;  // among the items of the call, from 0
    std::size_t request_bytes = 0;
    std::shared_ptr<const AnswerFacts> answer;
  };

  // The next item was answered. `encoded` is the request as it came, or empty: then it is encoded
  // here, as one that is long for what it says or that holds fields unknown to this version, which
  // are no part of what was answered: those are left out.
  void Add(absl::string_view encoded, const izin::v1::ClassifyActivityRequest& request,
           std::shared_ptr<const AnswerFacts> answer);
  // The next item was refused, and leaves no record.
  void Skip() { ++places_; }

  bool empty() const { return items_.empty(); }
  std::size_t places() const { return places_; }  // items, the refused ones too
  std::vector<Item>& items() { return items_; }
  const std::string& bytes() const { return bytes_; }

  void Clear() {
    items_.clear();
    bytes_.clear();
    places_ = 0;
  }

 private:
  static constexpr std::size_t kMaxCopied = 16 << 10;

  std::vector<Item> items_;
  std::string bytes_;
  std::size_t places_ = 0;
};

}  // namespace izin

#endif  // IZIN_SERVICE_DECISIONS_GIVEN_RECORDS_H_
