# The program waku-fuzz (WAKU_FUZZ, with clang): libFuzzer, the fuzz targets of test/fuzz, and what
# they need of the module, under AddressSanitizer and UndefinedBehaviorSanitizer.
if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  message(FATAL_ERROR "WAKU_FUZZ needs clang, which has libFuzzer: -DCMAKE_CXX_COMPILER=clang++")
endif()
if(NOT GTest_FOUND)
  message(FATAL_ERROR "WAKU_FUZZ needs GoogleTest (libgtest-dev)")
endif()
if(waku_study_left_out)
  message(FATAL_ERROR "${waku_study_left_out}, and WAKU_FUZZ needs it")
endif()
waku_offer_headers(waku-study ${waku_study_headers})

# Metrics and helpers read no bytes from outside.
set(waku_fuzz_sources ${waku_sources})
list(FILTER waku_fuzz_sources EXCLUDE REGEX "/model/metrics/|/helper/")
foreach(file helper/attribute-range helper/checked-attribute helper/program-option-value
             helper/user-error model/metrics/latency-histogram model/metrics/propagation-metrics
             model/metrics/run-summary)
  list(APPEND waku_fuzz_sources ${waku_dir}/${file}.cc)
endforeach()
# Of study/ the parsers, and what these need.
foreach(file compare/csv-columns compare/csv-line compare/csv-measurement compare/json-file
             compare/latency-reference compare/measurement compare/prometheus-measurement
             compare/summary-measurement interop/gml-reader interop/interop-parameters
             interop/interop-script interop/shadow-config interop/shadow-graph
             interop/shadow-units plan/requirement plan/study-file-shipped plan/study-file
             plan/study-node plan/until report/metric-label report/report-item
             report/report-quantity results/planned-run results/relay-run scenario/scenario-key
             statistics/sample-distribution statistics/study-confidence-interval
             theory/relay-load theory/relay-theory-cases theory/theory-case theory/theory-scenario
             theory/whisper-theory-cases)
  list(APPEND waku_fuzz_sources ${waku_dir}/study/${file}.cc)
endforeach()
set_property(SOURCE ${waku_dir}/study/plan/study-file-shipped.cc
             PROPERTY COMPILE_DEFINITIONS WAKU_STUDIES="${waku_dir}/study/studies")
file(GLOB waku_fuzz_targets CONFIGURE_DEPENDS ${waku_dir}/test/fuzz/*.cc)

add_library(waku-fuzz-model OBJECT ${waku_fuzz_sources})
waku_join_rooms(waku-fuzz-model)
target_include_directories(waku-fuzz-model PUBLIC ${waku_include_dir})
target_link_libraries(
  waku-fuzz-model PUBLIC ${waku_ns3_targets} ${waku_libraries} ${waku_study_libraries}
)
set(waku_fuzz_options -fsanitize=address,undefined -fno-sanitize-recover=undefined
                      -fno-omit-frame-pointer -gline-tables-only -ffunction-sections)
target_compile_options(
  waku-fuzz-model PUBLIC -Wall -Wextra ${waku_fuzz_options}
  PRIVATE -O1 -fsanitize=fuzzer-no-link
)
add_executable(waku-fuzz ${waku_fuzz_targets} $<TARGET_OBJECTS:waku-fuzz-model>)
target_link_libraries(waku-fuzz PRIVATE waku-fuzz-model GTest::gtest)
target_link_options(waku-fuzz PRIVATE -fsanitize=fuzzer,address,undefined LINKER:--gc-sections)
target_compile_options(waku-fuzz PRIVATE -O1)
waku_define_test_places(waku-fuzz)
if(NOT CMAKE_VERSION VERSION_LESS 3.16)
  target_precompile_headers(waku-fuzz-model PRIVATE <map> <ns3/core-module.h>
                            <ns3/internet-module.h> <ns3/network-module.h>)
  target_precompile_headers(waku-fuzz PRIVATE <gtest/gtest.h> <ns3/core-module.h>
                            <ns3/internet-module.h> <ns3/network-module.h>)
endif()
