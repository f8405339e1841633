package editoragent.core;

import static org.junit.Assert.assertEquals;

import editoragent.core.acp.ContentBlock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class AttachmentTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void of_aFileAndAFolder_pointsToThemWhereTheyAre() throws Exception {
        Path workspace = this.folder.getRoot().toPath();
        Path sub = Files.createDirectory(workspace.resolve("with blank"));
        Path file = Files.writeString(sub.resolve("größe.txt"), "1");
        String root = workspace.toUri().toASCIIString();

        assertEquals(new Attachment("file", "größe.txt", "with blank/größe.txt", new ContentBlock.ResourceLink("with blank/größe.txt", root + "with%20blank/gr%C3%B6%C3%9Fe.txt")), Attachment.of(file, workspace));
        assertEquals(new Attachment("folder", "with blank", "with blank", new ContentBlock.ResourceLink("with blank", root + "with%20blank")), Attachment.of(sub, workspace));
        assertEquals("a root has no name", "/", Attachment.of(Path.of("/"), workspace).label());
        assertEquals("/elsewhere/a.txt", Attachment.of(Path.of("/elsewhere/a.txt"), workspace).detail());
    }

    @Test
    public void of_anExcerpt_bringsItsTextAndItsLines() {
        Path workspace = Path.of("/w");
        Attachment some = Attachment.of(new Excerpt(Path.of("/w/src/A.cs"), 3, 5, "two\nlines"), workspace);
        Attachment one = Attachment.of(new Excerpt(Path.of("/w/src/A.cs"), 3, 3, "one"), workspace);

        assertEquals(new Attachment("selection", "A.cs:3-5", "src/A.cs:3-5", new ContentBlock.Resource("file:///w/src/A.cs#L3-5", "two\nlines")), some);
        assertEquals("A.cs:3", one.label());
        assertEquals(List.of(new ContentBlock.Text("look"), some.block()), new Prompt("look", List.of(some)).blocks());
        assertEquals(List.of(some.block()), new Prompt("", List.of(some)).blocks());
    }
}
