package editoragent.core.ui;

import editoragent.core.Agent;
import editoragent.core.EditorHost;
import editoragent.core.Question;
import editoragent.core.QuestionOutcome;
import editoragent.core.Said;
import editoragent.core.acp.ContentBlock;
import editoragent.core.acp.SessionUpdate;
import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import javax.swing.BorderFactory;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.ScrollPaneConstants;
import javax.swing.SwingUtilities;

/**
 * The conversation. Only its end is drawn; what came before is a click away, so that a long one is as quick as a short one. Follows its end while
 * the user is there.
 */
final class TranscriptView extends JPanel {
    private static final long serialVersionUID = 1L;
    /** Things drawn at first, and with each look further back. */
    private static final int PAGE = 60;
    private static final int MOST_DRAWN = 120;
    private static final int NEAR_END = 40;

    private final transient Agent agent;
    private final transient EditorHost host;
    private final transient Runnable leave;
    private final transient List<Item> items = new ArrayList<>();
    private final transient Map<String, Item> byKey = new HashMap<>();
    private final Column column = new Column(Look.GAP);
    private final FlatButton earlier = new FlatButton("Show earlier", "editoragent.earlier", FlatButton.Rank.SECONDARY, this::showEarlier);
    private final WrapRow earlierRow = new WrapRow(0, this.earlier);
    private final JScrollPane scroll;
    private int firstDrawn;
    private long counter;
    private boolean follows = true;

    TranscriptView(Agent agent, EditorHost host, Runnable leave) {
        super(new BorderLayout());
        this.agent = agent;
        this.host = host;
        this.leave = leave;
        this.setOpaque(false);
        this.column.setName("editoragent.transcript");
        this.column.getAccessibleContext().setAccessibleName("Conversation");
        this.column.padded(8, 10, 12, 10);
        this.scroll = new JScrollPane(this.column, ScrollPaneConstants.VERTICAL_SCROLLBAR_AS_NEEDED, ScrollPaneConstants.HORIZONTAL_SCROLLBAR_NEVER);
        this.scroll.setBorder(BorderFactory.createEmptyBorder());
        this.scroll.getVerticalScrollBar().setUnitIncrement(18);
        this.scroll.getViewport().setOpaque(false);
        this.scroll.setOpaque(false);
        this.scroll.getVerticalScrollBar().getModel().addChangeListener(event -> {
            if (this.scroll.getVerticalScrollBar().getValueIsAdjusting()) {
                this.follows = this.isAtEnd();
            }
        });
        this.scroll.addMouseWheelListener(event -> SwingUtilities.invokeLater(() -> this.follows = this.isAtEnd()));
        ComponentAdapter follower = new ComponentAdapter() {
            @Override
            public void componentResized(ComponentEvent event) {
                if (TranscriptView.this.follows) {
                    TranscriptView.this.toEnd();
                }
            }
        };
        this.scroll.addComponentListener(follower);
        // What wraps knows its height only after it has its width, so the end may move once more.
        this.column.addComponentListener(follower);
        this.add(this.scroll, BorderLayout.CENTER);
        this.clear();
    }

    @Override
    public void updateUI() {
        super.updateUI();
        if (this.scroll != null && this.follows) {
            this.toEnd();
        }
    }

    boolean isEmpty() {
        return this.items.isEmpty();
    }

    void clear() {
        this.items.clear();
        this.byKey.clear();
        this.column.removeAll();
        this.column.add(this.earlierRow);
        this.firstDrawn = 0;
        this.follows = true;
        this.drawEarlier();
    }

    /** Takes a whole history in; only its end is drawn. */
    void load(List<SessionUpdate> history) {
        this.firstDrawn = Integer.MAX_VALUE;
        history.forEach(this::update);
        this.firstDrawn = this.items.size();
        this.showEarlier();
        this.toEnd();
    }

    void update(SessionUpdate update) {
        if (update instanceof SessionUpdate.UserChunk chunk) {
            this.saidBefore(chunk.content(), chunk.messageId());
        } else if (update instanceof SessionUpdate.AgentChunk chunk) {
            this.answer("agent", chunk.messageId()).append(chunk.content().asText());
        } else if (update instanceof SessionUpdate.ThoughtChunk chunk) {
            this.thought("thought", chunk.messageId()).append(chunk.content().asText());
        } else if (update instanceof SessionUpdate.ToolCall call) {
            this.tool(call.id()).update(call);
        } else if (update instanceof SessionUpdate.Told told) {
            this.put(new NoticeItem("notice_" + ++this.counter, told));
        }
    }

    void said(Said said) {
        this.put(new SaidItem("said_" + said.key(), said, this.agent::unqueue));
        this.follows = true;
    }

    void unsaid(long key) {
        Item item = this.byKey.remove("said_" + key);
        int place = item == null ? -1 : this.items.indexOf(item);
        if (place < 0) {
            return;
        }

        this.items.remove(place);
        if (item.isDrawn()) {
            this.column.remove(item.view());
        }

        this.firstDrawn = place < this.firstDrawn ? this.firstDrawn - 1 : this.firstDrawn;
    }

    void asked(Question question) {
        ToolItem tool = this.tool(question.toolCallId());
        tool.ask(question);
        // A question is never out of sight because it is far back.
        while (this.items.indexOf(tool) < this.firstDrawn) {
            this.showEarlier();
        }
    }

    void answered(String questionId, QuestionOutcome outcome) {
        this.tools().stream().filter(tool -> tool.isAsking() && tool.question.get().id().equals(questionId)).toList().forEach(tool -> tool.answered(outcome));
    }

    void lost() {
        this.tools().forEach(ToolItem::lost);
    }

    /** The questions that stand open, in the order of the conversation. */
    List<ApprovalBar> openApprovals() {
        return this.tools().stream().filter(ToolItem::isAsking).map(ToolItem::approval).flatMap(Optional::stream).toList();
    }

    Optional<String> lastSaid() {
        for (int i = this.items.size() - 1; i >= 0; i--) {
            if (this.items.get(i) instanceof SaidItem said) {
                return Optional.of(said.text());
            }
        }

        return Optional.empty();
    }

    /** After everything that was told at once is taken in. */
    void settle() {
        this.forget();
        this.column.revalidate();
        this.column.repaint();
        if (this.follows) {
            this.toEnd();
        }
    }

    private List<ToolItem> tools() {
        return this.items.stream().filter(ToolItem.class::isInstance).map(ToolItem.class::cast).toList();
    }

    private void saidBefore(ContentBlock block, Optional<String> messageId) {
        Item last = this.items.isEmpty() ? null : this.items.get(this.items.size() - 1);
        String key = messageId.map(id -> "user_" + id).orElseGet(() -> last instanceof SaidItem ? last.key() : "user_" + ++this.counter);
        if (this.byKey.get(key) instanceof SaidItem known) {
            known.append(block);
            return;
        }

        this.put(new SaidItem(key, block));
    }

    private AnswerItem answer(String kind, Optional<String> messageId) {
        Item last = this.items.isEmpty() ? null : this.items.get(this.items.size() - 1);
        String key = messageId.map(id -> kind + "_" + id).orElseGet(() -> last instanceof AnswerItem ? last.key() : kind + "_" + ++this.counter);
        return this.byKey.get(key) instanceof AnswerItem known ? known : this.put(new AnswerItem(key, this.host::openUrl));
    }

    private ThoughtItem thought(String kind, Optional<String> messageId) {
        Item last = this.items.isEmpty() ? null : this.items.get(this.items.size() - 1);
        String key = messageId.map(id -> kind + "_" + id).orElseGet(() -> last instanceof ThoughtItem ? last.key() : kind + "_" + ++this.counter);
        return this.byKey.get(key) instanceof ThoughtItem known ? known : this.put(new ThoughtItem(key));
    }

    private ToolItem tool(String id) {
        return this.byKey.get("tool_" + id) instanceof ToolItem known ? known : this.put(new ToolItem(id, this.agent, this.host, this.leave));
    }

    private <T extends Item> T put(T item) {
        this.items.add(item);
        this.byKey.put(item.key(), item);
        if (this.firstDrawn < this.items.size()) {
            this.column.add(item.view());
        }

        return item;
    }

    private void showEarlier() {
        int from = Math.max(0, this.firstDrawn - PAGE);
        Component anchor = this.column.getComponentCount() > 1 ? this.column.getComponent(1) : null;
        int before = anchor == null ? 0 : anchor.getY();
        List<Item> page = new ArrayList<>(this.items.subList(from, Math.min(this.firstDrawn, this.items.size())));
        Collections.reverse(page);
        page.forEach(item -> this.column.add(item.view(), 1));
        this.firstDrawn = from;
        this.drawEarlier();
        this.column.revalidate();
        SwingUtilities.invokeLater(() -> {
            // What the user looked at stays where it was.
            if (anchor != null && !this.follows) {
                this.scroll.getVerticalScrollBar().setValue(this.scroll.getVerticalScrollBar().getValue() + anchor.getY() - before);
            }
        });
    }

    /** Lets go of what is far above the end, while the user is at the end and nothing up there waits for an answer. */
    private void forget() {
        int drawn = this.items.size() - this.firstDrawn;
        if (!this.follows || drawn <= MOST_DRAWN) {
            return;
        }

        int wanted = this.items.size() - PAGE;
        OptionalInt asking = IntStream.range(this.firstDrawn, wanted).filter(i -> this.items.get(i) instanceof ToolItem tool && tool.isAsking()).findFirst();
        int end = asking.orElse(wanted);
        for (Item item : this.items.subList(this.firstDrawn, end)) {
            this.column.remove(item.view());
            item.drop();
        }

        this.firstDrawn = end;
        this.drawEarlier();
    }

    private void drawEarlier() {
        this.earlierRow.setVisible(this.firstDrawn > 0);
        this.earlier.setText("Show earlier (" + this.firstDrawn + ")");
    }

    private boolean isAtEnd() {
        var bar = this.scroll.getVerticalScrollBar();
        return bar.getValue() + bar.getVisibleAmount() >= bar.getMaximum() - NEAR_END;
    }

    private void toEnd() {
        SwingUtilities.invokeLater(() -> {
            this.scroll.validate();
            this.scroll.getVerticalScrollBar().setValue(this.scroll.getVerticalScrollBar().getMaximum());
        });
    }
}
