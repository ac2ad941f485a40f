# SPDX-License-Identifier: GPL-2.0-only
# contrib/waku in an ns-3 tree that is built with waf (ns-3.35).
import wutils
from waflib import Options

MODULES = ['core', 'network', 'internet', 'point-to-point', 'traffic-control', 'stats']

# Package, and what a compiler needs of it.
LIBRARIES = [
    ('Boost.Graph (libboost-graph-dev)', dict(header_name='boost/graph/graphml.hpp', lib='boost_graph')),
    ('nlohmann_json (nlohmann-json3-dev)', dict(header_name='nlohmann/json.hpp')),
    ('Crypto++ (libcrypto++-dev)', dict(header_name='cryptopp/sha.h', lib='cryptopp')),
]


def options(opt):
    opt.add_option('--waku-werror', action='store_true', default=False,
                   help='treat warnings in the waku module as errors, even with --disable-werror')


def configure(conf):
    def have(uselib, arguments):
        return conf.check_cxx(mandatory=False, uselib_store=uselib, global_define=False, **arguments)

    missing = [name for name, arguments in LIBRARIES if not have('WAKU', arguments)]
    conf.env['ENABLE_WAKU'] = not missing
    have_gtest = have('WAKU_TEST', dict(header_name='gtest/gtest.h', lib='gtest'))
    conf.env['ENABLE_WAKU_TESTS'] = have_gtest and not missing
    # Flags of all that is built with WAKU.
    conf.env['CXXFLAGS_WAKU'] = ['-include', conf.path.find_node('model/waku-compatibility.h').abspath()]
    if Options.options.waku_werror:
        conf.env.append_value('CXXFLAGS_WAKU', '-Werror')
    if missing:
        conf.env['MODULES_NOT_BUILT'].append('waku')
    conf.report_optional_feature('waku', 'Waku', not missing, 'missing: ' + ', '.join(missing))
    conf.report_optional_feature('waku-tests', 'Tests of Waku', conf.env['ENABLE_WAKU_TESTS'],
                                 'Waku is not enabled' if missing else
                                 'GoogleTest (libgtest-dev) is missing')


def build(bld):
    if not bld.env['ENABLE_WAKU']:
        return

    def files(*patterns):
        return [node.path_from(bld.path) for node in bld.path.ant_glob(list(patterns))]

    with_mpi = ['mpi'] if bld.env['ENABLE_MPI'] else []
    module = bld.create_ns3_module('waku', MODULES + with_mpi)
    module.source = files('model/*/*.cc', 'helper/*.cc')
    module.use += ['WAKU'] + (['MPI'] if with_mpi else [])

    headers = bld(features='ns3header')
    headers.module = 'waku'
    headers.source = files('model/*.h', 'model/*/*.h', 'helper/*.h')

    if bld.env['ENABLE_WAKU_TESTS']:
        tests = bld.create_ns3_module_test_library('waku')
        tests.source = files('test/*-test.cc') + ['test/waku-test-suite.cc']
        tests.use += ['WAKU', 'WAKU_TEST']
        here = bld.path.abspath()
        theory = bld.path.get_bld().make_node('examples/%s%s-scaling-theory%s' %
                                              (wutils.APPNAME, wutils.VERSION, bld.env.BUILD_SUFFIX))
        tests.defines = ['WAKU_SOURCE_DIR="%s"' % here,
                         'WAKU_SHARED_DIR="%s/../shared"' % here,
                         'WAKU_SCALING_THEORY="%s"' % theory.abspath()]

    if bld.env['ENABLE_EXAMPLES']:
        bld.recurse('examples')
