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

file(GLOB waku_fuzz_targets CONFIGURE_DEPENDS ${waku_dir}/test/fuzz/*.cc)
file(GLOB waku_test_headers CONFIGURE_DEPENDS RELATIVE ${waku_dir} test/fuzz/*.h test/support/*.h)
include(${waku_dir}/cmake/waku-needed.cmake)
waku_find_needed(waku_fuzz_sources ${waku_fuzz_targets} ${waku_named})
list(FILTER waku_fuzz_sources EXCLUDE REGEX "/test/fuzz/")
set_property(SOURCE ${waku_dir}/study/plan/study-file-shipped.cc
             PROPERTY COMPILE_DEFINITIONS WAKU_STUDIES="${waku_dir}/study/studies")

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
