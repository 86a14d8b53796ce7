// A store's background writer with what a server writes through it.

#ifndef IZIN_TESTS_SERVICE_WRITING_H_
#define IZIN_TESTS_SERVICE_WRITING_H_

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "service/decisions/decision_log.h"
#include "service/store/answer_writer.h"
#include "service/store/background_writer.h"

namespace izin::testing {

// Writes from here on until Stop, and what waits then.
struct Writing {
  Writing(Store& store, const DecisionLogOptions& options, const Clock& clock,
          const BackgroundWriter::Options& rounds = {})
      : writer(store, rounds), log(writer, options, clock), answers(writer, clock) {
    writer.Start();
  }
  ~Writing() { Stop(); }
  void Stop() { writer.Stop(); }

  BackgroundWriter writer;
  DecisionLog log;
  AnswerWriter answers;
};

// Logs what one request was given.
inline std::optional<DecisionId> AppendOne(DecisionLog& log, const std::string& caller,
                                           const std::string& request,
                                           std::shared_ptr<const AnswerFacts> answer,
                                           DecisionLog::Done done = nullptr) {
  GivenRecords given;
  given.Add(request, v1::ClassifyActivityRequest(), std::move(answer));
  return log.Append(caller, given, std::move(done));
}

}  // namespace izin::testing

#endif  // IZIN_TESTS_SERVICE_WRITING_H_
