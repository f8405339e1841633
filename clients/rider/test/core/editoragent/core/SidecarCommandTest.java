package editoragent.core;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class SidecarCommandTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path executable(String place) throws Exception {
        Path file = this.folder.getRoot().toPath().resolve(place).resolve("editor-agent");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n");
        assertTrue(file.toFile().setExecutable(true));
        return file;
    }

    @Test
    public void locate_whenConfigured_takesTheSettingBeforeAllElse() throws Exception {
        Path mine = this.executable("mine");
        Path other = this.executable("other");
        Map<String, String> environment = Map.of("EDITORAGENT_SERVER", other.toString(), "PATH", other.getParent().toString());
        assertEquals(new SidecarCommand(mine, List.of("acp"), environment), SidecarCommand.locate(Optional.of(mine.toString()), environment));
        assertEquals(other, SidecarCommand.locate(Optional.of(" "), environment).executable());
    }

    @Test
    public void locate_whenTheSettingNamesNothing_saysSoAndSkipsNothing() throws Exception {
        Path other = this.executable("other");
        SidecarNotFoundException failure = assertThrows(SidecarNotFoundException.class, () -> SidecarCommand.locate(Optional.of("/nowhere/editor-agent"), Map.of("PATH", other.getParent().toString())));
        assertTrue(failure.getMessage(), failure.getMessage().contains("names /nowhere/editor-agent"));
        assertThrows(SidecarNotFoundException.class, () -> SidecarCommand.locate(Optional.of("editor-agent"), Map.of()));
    }

    @Test
    public void locate_whenNothingIsNamed_searchesPathAndTheFolderOfTools() throws Exception {
        Path onPath = this.executable("bin");
        Path tool = this.executable("home/.dotnet/tools");
        String home = this.folder.getRoot().toPath().resolve("home").toString();
        assertEquals(onPath, SidecarCommand.locate(Optional.empty(), Map.of("PATH", "relative::" + onPath.getParent(), "HOME", home)).executable());
        assertEquals(tool, SidecarCommand.locate(Optional.empty(), Map.of("HOME", home)).executable());
    }

    @Test
    public void locate_whenNothingIsFound_explainsInOneLineWhatWasLookedFor() {
        String line = assertThrows(SidecarNotFoundException.class, () -> SidecarCommand.locate(Optional.empty(), Map.of("HOME", "/nowhere"))).getMessage();
        for (String part : List.of("no setting", "EDITORAGENT_SERVER", "PATH", "~/.dotnet/tools")) {
            assertTrue(line, line.contains(part));
        }

        assertEquals(1, line.lines().count());
    }
}
