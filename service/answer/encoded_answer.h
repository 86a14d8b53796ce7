// Answers as bytes, ready to be sent.

#ifndef IZIN_SERVICE_ANSWER_ENCODED_ANSWER_H_
#define IZIN_SERVICE_ANSWER_ENCODED_ANSWER_H_

#include <memory>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include <grpcpp/support/slice.h>

#include "izin/v1/classification.pb.h"
#include "izin/v1/permit_classification_service.pb.h"
#include "service/decisions/answer_facts.h"

namespace izin {

// An encoded answer with what the decision log says of it. Immutable; the bytes are
// reference-counted.
struct EncodedAnswer : AnswerFacts {
  // A ClassifyActivityResponse, and a GetClassificationResponse: their fields are the same.
  grpc::Slice response;
  // A BatchClassifyActivitiesResult as a field of the batch: the same bytes, a head before them.
  grpc::Slice item;

  // The classification in it.
  v1::Classification Decode() const;
};

// `encoded` is `classification`; `edition` is the one that the request was read in.
std::shared_ptr<const EncodedAnswer> Encode(const v1::Classification& classification,
                                            absl::string_view encoded, v1::KbliEdition edition);

// A refusal, as EncodedAnswer::item.
grpc::Slice EncodeRefusedItem(const absl::Status& status);

// The item of a batch, stream or file that was refused: code, message and the path of the first
// fault.
v1::ItemError ToItemError(const absl::Status& status);

}  // namespace izin

#endif  // IZIN_SERVICE_ANSWER_ENCODED_ANSWER_H_
