package editoragent.ide;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;

import com.intellij.ide.plugins.IdeaPluginDescriptorImpl;
import com.intellij.ide.plugins.PluginManagerCore;
import com.intellij.openapi.util.JDOMUtil;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jdom.Element;
import org.jdom.JDOMException;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** The package as it is installed: unpacked, and read by the platform's own reader of plugins. */
public final class DescriptorTest {
    private Path installed;
    private File plugin;

    @Before
    public void install() throws IOException {
        this.installed = Files.createTempDirectory("editoragent-plugin-");
        try (ZipFile zip = new ZipFile(System.getProperty("editoragent.package"))) {
            for (ZipEntry entry : zip.stream().filter(entry -> !entry.isDirectory()).collect(Collectors.toList())) {
                Path file = this.installed.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                try (InputStream content = zip.getInputStream(entry)) {
                    Files.copy(content, file);
                }
            }
        }

        this.plugin = this.installed.resolve("editoragent-rider").toFile();
    }

    @After
    public void uninstall() throws IOException {
        try (Stream<Path> all = Files.walk(this.installed)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).collect(Collectors.toList())) {
                Files.delete(path);
            }
        }
    }

    @Test
    public void descriptor_whenThePlatformReadsIt_isOursWithTheVersionOfAll() {
        IdeaPluginDescriptorImpl descriptor = PluginManagerCore.loadDescriptor(this.plugin, "plugin.xml");

        assertNotNull("the platform does not take the package for a plugin", descriptor);
        assertEquals("editoragent.rider", descriptor.getPluginId().getIdString());
        assertEquals(System.getProperty("editoragent.version"), descriptor.getVersion());
        assertEquals("233", descriptor.getSinceBuild());
        assertEquals(List.of("com.intellij.modules.platform"),
                Stream.of(descriptor.getDependentPluginIds()).map(Object::toString).collect(Collectors.toList()));
        assertEquals(1, descriptor.getActionsDescriptionElements().stream().filter(group -> "editoragent.place".equals(group.getAttributeValue("id"))).count());
    }

    /** Out of the package's own jars, with the platform around them and nothing of the build's folders. */
    @Test
    public void classes_thatTheDescriptorNames_loadFromThePackage() throws IOException, JDOMException, ReflectiveOperationException {
        try (URLClassLoader packaged = this.packaged()) {
            List<String> names = new ArrayList<>();
            namesIn(JDOMUtil.load(packaged.getResourceAsStream("META-INF/plugin.xml")), names);
            assertEquals(11, names.size());
            for (String name : names) {
                Class<?> type = Class.forName(name, true, packaged);
                assertEquals(name, packaged, type.getClassLoader());
                assertEquals(name, 1, Stream.of(type.getConstructors()).count());
            }
        }
    }

    @Test
    public void resources_thatTheDescriptorNames_areInThePackage() throws IOException {
        try (URLClassLoader packaged = this.packaged()) {
            for (String name : List.of("icons/editorAgent.svg", "icons/editorAgent_dark.svg", "META-INF/pluginIcon.svg", "META-INF/pluginIcon_dark.svg",
                    "intentionDescriptions/FixAndAddTestsIntention/description.html")) {
                assertNotNull(name, packaged.findResource(name));
            }
        }
    }

    /** A class of the platform in the package would take the place of the real one. */
    @Test
    public void package_holdsNothingButOursAndGson() throws IOException {
        TreeSet<String> roots = new TreeSet<>();
        try (ZipFile jar = new ZipFile(new File(this.plugin, "lib/editoragent-rider.jar"))) {
            for (Enumeration<? extends ZipEntry> entries = jar.entries(); entries.hasMoreElements();) {
                String name = entries.nextElement().getName();
                roots.add(name.substring(0, name.indexOf('/')));
                assertFalse(name, name.startsWith("com/"));
            }
        }

        assertEquals(new TreeSet<>(List.of("META-INF", "editoragent", "icons", "intentionDescriptions")), roots);
        assertEquals(List.of("editoragent-rider.jar", "gson.jar"), Stream.of(new File(this.plugin, "lib").list()).sorted().collect(Collectors.toList()));
    }

    private URLClassLoader packaged() throws IOException {
        List<URL> jars = new ArrayList<>();
        for (File jar : new File(this.plugin, "lib").listFiles()) {
            jars.add(jar.toURI().toURL());
        }

        return new URLClassLoader(jars.toArray(new URL[0]), this.getClass().getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                Class<?> known = this.findLoadedClass(name);
                if (known == null && name.startsWith("editoragent.")) {
                    return this.findClass(name);
                }

                return known == null ? super.loadClass(name, resolve) : known;
            }

            @Override
            public URL getResource(String name) {
                return this.findResource(name);
            }
        };
    }

    private static void namesIn(Element element, List<String> names) {
        List<String> texts = new ArrayList<>(List.of(element.getTextTrim()));
        element.getAttributes().forEach(attribute -> texts.add(attribute.getValue()));
        texts.stream().filter(text -> text.startsWith("editoragent.ide.")).forEach(names::add);
        element.getChildren().forEach(child -> namesIn(child, names));
    }
}
