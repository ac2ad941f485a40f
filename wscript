# SPDX-License-Identifier: GPL-2.0-only
# contrib/waku in an ns-3 tree that is built with waf (ns-3.35).
import wutils
from waflib import Options

MODULES = ['core', 'network', 'internet', 'point-to-point', 'traffic-control', 'stats',
           'nix-vector-routing']

# Package, and what a compiler needs of it.
LIBRARIES = [
    ('Boost.Graph (libboost-graph-dev)', dict(header_name='boost/graph/graphml.hpp', lib='boost_graph')),
    ('nlohmann_json (nlohmann-json3-dev)', dict(header_name='nlohmann/json.hpp')),
    ('Crypto++ (libcrypto++-dev)', dict(header_name='cryptopp/sha.h', lib='cryptopp')),
]

# The same for study/. Where one is missing, all but study/ and its programs is built.
STUDY_LIBRARIES = [
    ('yaml-cpp (libyaml-cpp-dev)', dict(header_name='yaml-cpp/yaml.h', lib='yaml-cpp')),
    ('SQLite (libsqlite3-dev)', dict(header_name='sqlite3.h', lib='sqlite3')),
]


def options(opt):
    opt.add_option('--waku-werror', action='store_true', default=False,
                   help='treat warnings in the waku module as errors, even with --disable-werror')


def configure(conf):
    def have(uselib, arguments):
        return conf.check_cxx(mandatory=False, uselib_store=uselib, global_define=False, **arguments)

    missing = [name for name, arguments in LIBRARIES if not have('WAKU', arguments)]
    study_missing = [name for name, arguments in STUDY_LIBRARIES if not have('WAKU_STUDY', arguments)]
    conf.env['ENABLE_WAKU'] = not missing
    conf.env['ENABLE_WAKU_STUDY'] = not missing and not study_missing
    have_gtest = have('WAKU_TEST', dict(header_name='gtest/gtest.h', lib='gtest'))
    conf.env['ENABLE_WAKU_TESTS'] = have_gtest and not missing
    # Flags of all that is built with WAKU.
    conf.env['CXXFLAGS_WAKU'] = ['-include', conf.path.find_node('model/waku-compatibility.h').abspath()]
    if Options.options.waku_werror:
        conf.env.append_value('CXXFLAGS_WAKU', '-Werror')
    if missing:
        conf.env['MODULES_NOT_BUILT'].append('waku')
    conf.report_optional_feature('waku', 'Waku', not missing, 'missing: ' + ', '.join(missing))
    conf.report_optional_feature('waku-study', 'Studies of Waku', conf.env['ENABLE_WAKU_STUDY'],
                                 'missing: ' + ', '.join(missing + study_missing))
    conf.report_optional_feature('waku-tests', 'Tests of Waku', conf.env['ENABLE_WAKU_TESTS'],
                                 'Waku is not enabled' if missing else
                                 'GoogleTest (libgtest-dev) is missing')


def build(bld):
    if not bld.env['ENABLE_WAKU']:
        return

    def files(*patterns, excl=()):
        found = bld.path.ant_glob(list(patterns), excl=list(excl))
        return [node.path_from(bld.path) for node in found]

    def library(name, needs, uses, sources, header_files, defines=()):
        module = bld.create_ns3_module(name, needs)
        module.source = sources
        module.defines = list(defines)
        module.use += uses
        headers = bld(features='ns3header')
        headers.module = name
        headers.source = header_files

    def write_view_files():
        """C++ with the files of helper/view, as cmake/waku-view.cmake writes it."""
        entries = ''
        for node in bld.path.ant_glob('helper/view/*'):
            content = node.read('rb')
            escaped = ''.join('\\x%02x' % byte for byte in bytearray(content))
            entries += '{"%s", {"%s", %d}},\n' % (node.name, escaped, len(content))
        template = bld.path.find_node('cmake/waku-view-files.cc.in').read()
        source = bld.path.get_bld().make_node('waku-view-files.cc')
        source.parent.mkdir()
        text = template.replace('@waku_view_entries@', entries)
        if not source.exists() or source.read() != text:
            source.write(text)
        return source

    with_mpi = bool(bld.env['ENABLE_MPI'])
    uses = ['WAKU'] + (['MPI'] if with_mpi else [])
    library('waku', MODULES + (['mpi'] if with_mpi else []), uses,
            files('model/*/*.cc', 'helper/*.cc') + [write_view_files()],
            files('model/*.h', 'model/*/*.h', 'helper/*.h', excl=['model/*/*-boost.h']))

    with_study = bld.env['ENABLE_WAKU_STUDY']
    if with_study:
        # A second module in this folder: the tree knows of one.
        studies = bld.path.find_node('study/studies').abspath()
        library('waku-study', ['waku'], uses + ['WAKU_STUDY'],
                files('study/*/*.cc', excl=['study/programs/*']), files('study/*/*.h'),
                ['WAKU_STUDIES="%s"' % studies,
                 'WAKU_VERSION="%s"' % bld.path.find_node('VERSION').read().strip()])
        bld(features='ns3moduleheader').module = 'waku-study'
        enabled = bld.env['NS3_ENABLED_CONTRIBUTED_MODULES']
        if 'ns3-waku' in enabled and 'ns3-waku-study' not in enabled:
            bld.env.append_value('NS3_ENABLED_CONTRIBUTED_MODULES', 'ns3-waku-study')

    if bld.env['ENABLE_WAKU_TESTS']:
        tests = bld.create_ns3_module_test_library('waku')
        sources = files('test/*/*-test.cc')
        if not with_study:
            lines = ['#include "ns3/%s"' % node.name for node in bld.path.ant_glob('study/*/*.h')]
            sources = [source for source in sources
                       if not any(line in bld.path.find_node(source).read() for line in lines)]
        # The last one's folder is what the tree takes for the tests' place.
        tests.source = sources + ['test/waku-test-suite.cc']
        tests.includes = ['test/support']
        tests.use += (['ns3-waku-study'] if with_study else []) + ['WAKU', 'WAKU_TEST']
        here = bld.path.abspath()
        theory = bld.path.get_bld().make_node('examples/%s%s-scaling-theory%s' %
                                              (wutils.APPNAME, wutils.VERSION, bld.env.BUILD_SUFFIX))
        tests.defines = ['WAKU_SOURCE_DIR="%s"' % here,
                         'WAKU_SCALING_THEORY="%s"' % theory.abspath()]
        if 'ns3-flow-monitor' in bld.env['NS3_ENABLED_MODULES']:
            tests.use += ['ns3-flow-monitor']
            tests.defines += ['WAKU_FLOW_MONITOR']

    if bld.env['ENABLE_EXAMPLES']:
        bld.recurse('examples')
